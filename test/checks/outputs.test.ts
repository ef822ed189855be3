import { githubReport } from "../../src/checks/github";
import { jsonReport } from "../../src/checks/json";
import { judge } from "../../src/checks/judge";
import { sarifReport } from "../../src/checks/sarif";
import { textReport } from "../../src/checks/text";
import { readText } from "../../src/manifests/text";
import { HOSTS, PORTS } from "./example";

const TEXT = `apiVersion: v1
kind: Thing
metadata: {name: web, namespace: shop}
host: kart
---
apiVersion: v1
kind: Thing
metadata: {name: old}
port: 1
host: "50%" # sidelight:ignore test/host: until May
---
a: [1
`;
const file = "a,b.yaml";
const outcome = judge(
  { ...readText({ file, text: TEXT }), texts: new Map([[file, TEXT]]) },
  [HOSTS, PORTS],
);

test("text: by file, with the line and a caret", () => {
  expect(textReport(outcome, false)).toBe(`a,b.yaml
  1:1  warning  test/port  Thing web: got no port, expected one
    1 | apiVersion: v1
      | ^
  4:7  error  test/host  Thing web: got host kart, expected cart
    4 | host: kart
      |       ^
    fix: write cart
  13:1  error  read/syntax  got text that is not YAML: unexpected end of the stream within a flow collection
    fix: close the bracket, or put a comma before this

suppressed
  a,b.yaml:10  test/host  got host 50%, expected cart
    reason: until May

2 errors, 1 warning in 2 objects of 1 file; 1 suppressed`);
});

test("text: colours are asked for, and a file cannot bring its own", () => {
  const text = 'apiVersion: v1\nkind: Thing\nport: 1\nhost: "\\e[31m"\n';
  const red = judge(
    { ...readText({ file, text }), texts: new Map([[file, text]]) },
    [HOSTS],
  );
  expect(textReport(red, true)).toContain("\u001b[31merror\u001b[0m");
  expect(textReport(red, false)).not.toContain("\u001b");
});

test("text: of a long line, what stands around the place", () => {
  const text = `{"apiVersion": "v1", "kind": "Thing", "port": 1, "pad": "${"x".repeat(500)}", "host": "bart", "more": "${"y".repeat(500)}"}`;
  const long = judge(
    { ...readText({ file, text }), texts: new Map([[file, text]]) },
    [HOSTS],
  );
  const [, , line = "", caret = ""] = textReport(long, false).split("\n");
  expect(line.length).toBeLessThan(120);
  expect(line.slice(caret.indexOf("^"))).toMatch(/^"bart"/);
});

test("json: findings, what is suppressed and why, a summary", () => {
  expect(JSON.parse(jsonReport(outcome))).toEqual({
    findings: [
      {
        check: "test/port",
        severity: "warning",
        resource: {
          apiVersion: "v1",
          kind: "Thing",
          name: "web",
          namespace: "shop",
        },
        message: "got no port, expected one",
        file,
        line: 1,
        column: 1,
      },
      {
        check: "test/host",
        severity: "error",
        resource: {
          apiVersion: "v1",
          kind: "Thing",
          name: "web",
          namespace: "shop",
        },
        message: "got host kart, expected cart",
        file,
        line: 4,
        column: 7,
        path: "host",
        fix: "write cart",
      },
      {
        check: "read/syntax",
        severity: "error",
        resource: null,
        message:
          "got text that is not YAML: unexpected end of the stream within a flow collection",
        file,
        line: 13,
        column: 1,
        fix: "close the bracket, or put a comma before this",
      },
    ],
    suppressed: [
      {
        check: "test/host",
        severity: "error",
        resource: { apiVersion: "v1", kind: "Thing", name: "old" },
        message: "got host 50%, expected cart",
        file,
        line: 10,
        column: 7,
        path: "host",
        fix: "write cart",
        reason: "until May",
      },
    ],
    summary: {
      errors: 2,
      warnings: 1,
      infos: 0,
      suppressed: 1,
      files: 1,
      objects: 2,
    },
  });
});

test("github: one annotation a finding", () => {
  expect(githubReport(outcome)).toBe(
    [
      "::warning file=a%2Cb.yaml,line=1,col=1,title=test/port::got no port, expected one",
      "::error file=a%2Cb.yaml,line=4,col=7,title=test/host::got host kart, expected cart%0Afix: write cart",
      "::error file=a%2Cb.yaml,line=13,col=1,title=read/syntax::got text that is not YAML: unexpected end of the stream within a flow collection%0Afix: close the bracket, or put a comma before this",
      "2 errors, 1 warning in 2 objects of 1 file; 1 suppressed",
    ].join("\n"),
  );
});

test("sarif: results, rules and suppressions", () => {
  const sarif = JSON.parse(sarifReport(outcome, [HOSTS])) as {
    readonly version: string;
    readonly runs: readonly {
      readonly tool: unknown;
      readonly results: readonly unknown[];
    }[];
  };
  expect(sarif.version).toBe("2.1.0");
  const [run] = sarif.runs;
  expect(run?.tool).toEqual({
    driver: {
      name: "sidelight",
      rules: [
        { id: "read/syntax" },
        {
          id: "test/host",
          shortDescription: { text: "A host is called cart." },
          fullDescription: { text: "There is no other." },
          defaultConfiguration: { level: "error" },
        },
        { id: "test/port" },
      ],
    },
  });
  expect(run?.results).toHaveLength(4);
  expect(run?.results[3]).toEqual({
    ruleId: "test/host",
    level: "error",
    message: { text: "got host 50%, expected cart\nFix: write cart" },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "a%2Cb.yaml" },
          region: { startLine: 10, startColumn: 7 },
        },
      },
    ],
    suppressions: [{ kind: "inSource", justification: "until May" }],
  });
});
