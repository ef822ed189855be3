import { join } from "node:path";
import { readManifests } from "../../src/drill/manifests";
import { readRules } from "../../src/drill/rules";
import { printProblem } from "../../src/problems/print";
import { inFolder } from "./folder";

function rules(files: Readonly<Record<string, string>>) {
  return inFolder(files, (folder) => {
    const { found, problems } = readRules(
      readManifests(join(folder, "dist")).found,
      join(folder, "artifacts"),
    );
    const names = found.flatMap(({ groups }) =>
      groups.flatMap((group) =>
        group.rules.map(({ name }) => `${group.name}/${name}`),
      ),
    );
    return {
      found,
      names,
      said: problems.map((problem) =>
        printProblem(problem).replaceAll(`${folder}/`, ""),
      ),
    };
  });
}

const group = (name: string, rule: string) =>
  `groups: [{ name: ${name}, rules: [${rule}] }]`;
const object = (kind: string, rest: string) =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: a, namespace: shop }\n${rest}\n`;
const prometheusRule = object(
  "PrometheusRule",
  `spec: { ${group("a", "{ alert: A, expr: a > 1, keepFiringFor: 5m }")} }`,
);

test("rules come from PrometheusRules, from ConfigMaps and from artifacts/rules", () => {
  expect(
    rules({
      "dist/a.yaml": prometheusRule,
      "dist/b.yaml": object(
        "ConfigMap",
        `data:\n  shop.rules.yaml: |\n    ${group("b", "{ record: b, expr: 1 }")}\n  other.yaml: "{}"`,
      ),
      "artifacts/rules/c.rules.yaml": group("c", "{ alert: C, expr: c > 1 }"),
      "artifacts/rules/notes.txt": "nothing of ours",
    }).names,
  ).toEqual(["a/A", "b/b", "c/C"]);
});

test("the operator's spelling is read, and so is Prometheus's", () => {
  const [file] = rules({ "dist/a.yaml": prometheusRule }).found;
  expect(file?.groups[0]?.rules[0]).toMatchObject({
    kind: "alert",
    name: "A",
    keepFiringFor: "5m",
  });
});

test("the same groups in artifacts do not fire a second time", () => {
  expect(
    rules({
      "dist/a.yaml": prometheusRule,
      "artifacts/rules/a.rules.yaml": group("a", "{ alert: A, expr: a > 1 }"),
    }).names,
  ).toEqual(["a/A"]);
});

test("a rule that is neither an alert nor a recording is an error", () => {
  expect(
    rules({
      "dist/a.yaml": object(
        "PrometheusRule",
        `spec: { ${group("a", "{ expr: a > 1 }")} }`,
      ),
    }).said,
  ).toEqual([
    "error: dist/a.yaml, group a, rules[0]: got a rule without an expr, or without exactly one of alert and record\n" +
      "  fix: write { alert: …, expr: … } or { record: …, expr: … }",
  ]);
});
