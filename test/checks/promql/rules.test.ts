import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathText } from "../../../src/checks/placed";
import { findingsIn, manifestsOf, said } from "./read";

const GROUPS = `groups:
  - name: g
    rules:
      - alert: Down
        expr: up
`;
const SAYS =
  "alerts/comparison: alert Down: got a query without a condition, which fires for every series that it finds";

test("rules of a plain file are read", () => {
  expect(said(GROUPS)).toEqual([SAYS]);
  const [finding] = findingsIn(manifestsOf(GROUPS));
  expect(finding?.path).toEqual(["groups", 0, "rules", 0, "expr"]);
});

test("rules in a ConfigMap are read, and found within its key", () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: rules }
data:
  other.yaml: "groups: 1"
  mesh.rules.yaml: |
${GROUPS.replace(/^/gm, "    ")}`;
  const findings = findingsIn(manifestsOf(text));
  expect(findings.map(({ path }) => pathText(path ?? []))).toEqual([
    'data["mesh.rules.yaml"].groups[0].rules[0].expr',
  ]);
});

test("what is no rule is left alone", () => {
  expect(said("groups: [{ rules: [1, { alert: x }] }, null, 7]")).toEqual([]);
  expect(said("kind: PrometheusRule\nspec: 3")).toEqual([]);
});

test("nothing is said of the example's own rules", () => {
  const dist = join(__dirname, "../../../dist");
  const all = readdirSync(dist)
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => manifestsOf(readFileSync(join(dist, file), "utf8")));
  expect(findingsIn(all).map(({ message }) => message)).toEqual([]);
});
