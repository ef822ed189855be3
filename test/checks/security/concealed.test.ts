import fc from "fast-check";
import { ALL_CHECKS } from "../../../src/checks/all";
import { githubReport } from "../../../src/checks/github";
import { jsonReport } from "../../../src/checks/json";
import { sarifReport } from "../../../src/checks/sarif";
import { textReport } from "../../../src/checks/text";
import { outcomeOf } from "./findings";

const everything = (text: string) => {
  const outcome = outcomeOf(text, ALL_CHECKS);
  return [
    textReport(outcome, false),
    jsonReport(outcome),
    sarifReport(outcome, ALL_CHECKS),
    githubReport(outcome),
  ].join("\n");
};

const pod = (env: string) => `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: web:1
      env:
        ${env}
`;

test("the line of a secret is not shown: its place is", () => {
  const text = pod("- { name: DB_PASSWORD, value: hunter2 }");
  expect(textReport(outcomeOf(text), false)).toContain(
    `  9:19  warning  security/secret-in-env  Pod web: got a password in the variable DB_PASSWORD of the container "web", expected a reference to a Secret
    fix: write valueFrom`,
  );
});

test("nor by another check that finds something on the line", () => {
  const text = pod("- { name: DB_PASSWORD, value: hunter2, valeu: 1 }");
  const said = textReport(outcomeOf(text, ALL_CHECKS), false);
  expect(said).toContain("schema/unknown-field");
  expect(said).not.toContain("hunter2");
});

test("nor where the finding is suppressed", () => {
  const text = pod(
    "- { name: DB_PASSWORD, value: hunter2, valeu: 1 } # sidelight:ignore security/secret-in-env: a demo",
  );
  const said = textReport(outcomeOf(text, ALL_CHECKS), false);
  expect(said).toContain("reason: a demo");
  expect(said).not.toContain("hunter2");
});

test("a Secret's value is not repeated by what is wrong with it", () => {
  const text = `apiVersion: v1
kind: Secret
metadata: { name: db, namespace: shop }
data:
  username: c2hvcA==
  password: hunter2!
stringData:
  pin: 271828
`;
  const said = everything(text);
  expect(said).toContain("got a value, expected base64");
  expect(said).toContain("got a value, expected a text");
  expect(said).not.toMatch(/hunter2|271828/);
});

test("nor is a number that stands for a password", () => {
  const said = everything(`${pod("- { name: DB_PASSWORD, value: 271828 }")}---
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data:
  DB_PASSWORD: 271828
`);
  expect(said.match(/got a value, expected a text/g)).not.toBeNull();
  expect(said).not.toContain("271828");
});

const SECRET = "Zq7hunter2Kx";

test("no output has the secret, wherever and however it is written", () => {
  const value = fc.constantFrom(
    SECRET,
    `"${SECRET}"`,
    `'${SECRET}'`,
    `>-\n            ${SECRET}`,
    `"postgres://shop:${SECRET}@db/shop"`,
  );
  const place = fc.constantFrom(
    (text: string) => pod(`- name: DB_PASSWORD\n          value: ${text}`),
    (text: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data:
  DB_PASSWORD: ${text}
`,
    (text: string) => `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
  annotations:
    example.com/db-password: ${text}
spec: { ports: [{ port: 80 }] }
`,
    (text: string) => `apiVersion: v1
kind: Secret
metadata: { name: web, namespace: shop }
stringData:
  password: ${text}
`,
    (text: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data:
  a.properties: |
    x=1
    db.password=${text.replaceAll(/\s+|>-/g, "")}
`,
  );
  fc.assert(
    fc.property(place, value, (write, text) => {
      const said = everything(write(text));
      expect(said).toContain("security/secret-in-");
      expect(said).not.toContain(SECRET);
    }),
    { numRuns: 100 },
  );
});
