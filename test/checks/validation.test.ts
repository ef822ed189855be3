import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Violation } from "../../src/checks/violations";
import { SidelightValidation } from "../../src/checks/validation";
import { checkout, run } from "../checkout";
import { inFolder } from "../manifests/folder";

const SERVICE = (name: string, field: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {${field}: [{port: 80, name: http}]}\n`;

/** What the plugin says of files, as cdk8s's report gets it. */
async function validated(
  files: Readonly<Record<string, string>>,
  props?: ConstructorParameters<typeof SidelightValidation>[0],
) {
  return inFolder(files, async (folder) => {
    const violations: Violation[] = [];
    let submitted: unknown;
    await new SidelightValidation(props).validate({
      manifests: Object.keys(files).map((name) => join(folder, name)),
      report: {
        addViolation: (violation) => violations.push(violation),
        submit: (status, metadata) => (submitted = { status, ...metadata }),
      },
    });
    return { submitted, violations };
  });
}

test("nothing wrong => success, no violation", async () => {
  expect(await validated({ "a.yaml": SERVICE("web", "ports") })).toEqual({
    submitted: {
      status: "success",
      findings: "nothing wrong in 1 object of 1 file",
    },
    violations: [],
  });
});

test("errors => failure, a violation a check, an object a place", async () => {
  const { submitted, violations } = await validated({
    "a.yaml": SERVICE("web", "port"),
    "b.yaml": SERVICE("cart", "port"),
  });
  expect(submitted).toMatchObject({ status: "failure" });
  expect(violations).toMatchObject([
    {
      ruleName: "schema/unknown-field",
      fix: "write ports",
      violatingResources: [
        {
          resourceName: "web",
          locations: [
            "4:14 error: got port, a field that does not exist, expected ports; fix: write ports",
          ],
        },
        { resourceName: "cart" },
      ],
    },
  ]);
});

test("two objects of one name => the kind stands before it, and cdk8s blames neither's construct for the other's", async () => {
  const { violations } = await validated({
    "a.yaml": `${SERVICE("web", "port")}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n`,
  });
  expect(violations[0]?.violatingResources[0]?.resourceName).toBe(
    "Service web",
  );
});

test("properties that cannot be read => failure, and why", async () => {
  const { submitted } = await validated(
    { "a.yaml": SERVICE("web", "ports") },
    { meshConfig: "none.yaml" },
  );
  expect(submitted).toEqual({
    status: "failure",
    properties: expect.stringContaining("none.yaml") as string,
  });
});

const APP = `
const { App, Chart, ApiObject } = require("cdk8s");
const app = new App();
new ApiObject(new Chart(app, "web"), "service", {
  apiVersion: "v1", kind: "Service", metadata: { name: "web" },
  spec: { port: [{ port: 80 }] },
});
app.synth();
`;

test("cdk8s synth of any app, with the plugin in cdk8s.yaml => exit 2 and a report", () => {
  const { folder, remove } = checkout();
  const plugin = `require("tsx/cjs"); module.exports = require("./src/index.ts");`;
  writeFileSync(join(folder, "index.js"), plugin);
  writeFileSync(join(folder, "app.js"), APP);
  writeFileSync(
    join(folder, "cdk8s.yaml"),
    `app: node app.js
output: out
validations: [{package: ./index.js, version: 0.1.0, class: SidelightValidation}]
`,
  );
  const { code, out } = run("npx cdk8s synth --check-upgrade=false", folder);
  remove();
  expect(code).toBe(2);
  expect(out).toContain("schema/unknown-field (1 occurrences)");
  expect(out).toContain("Construct Path: web/service");
  expect(out).toContain("error: got port, a field that does not exist");
});
