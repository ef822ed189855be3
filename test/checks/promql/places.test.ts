import { judge } from "../../../src/checks/judge";
import { PROMQL_CHECKS } from "../../../src/checks/promql/list";
import { readText } from "../../../src/manifests/text";

/** `line:column check` of all findings; what is suppressed is in brackets. */
function places(text: string): readonly string[] {
  const file = "rules.yaml";
  const { findings, suppressed } = judge(
    { ...readText({ file, text }), texts: new Map([[file, text]]) },
    PROMQL_CHECKS,
  );
  return [
    ...findings.map(({ line, column, check }) => `${line}:${column} ${check}`),
    ...suppressed.map(
      ({ line, column, check }) => `(${line}:${column} ${check})`,
    ),
  ];
}

/** Rules at some depth, their first line being the fifth. */
const rules = (text: string) => `groups:
  - name: shop
    rules:
      - record: shop:result:sum
${text.replace(/^/gm, "        ")}
`;

test.each([
  ["a plain text", "expr: sum(rate(a[5m])", ["5:18 promql/syntax"]],
  ["two lines", "expr: sum(a)\n  + (b", ["6:13 promql/syntax"]],
  ["a literal", "expr: |\n  sum(a)\n  + (b", ["7:13 promql/syntax"]],
  ["a folded one", "expr: >-\n  sum(a)\n  + (b", ["7:13 promql/syntax"]],
  ["quotes", "expr: 'a{b=''c''} + (b'", ["5:29 promql/syntax"]],
  ["escapes", 'expr: "a{b=\\"c\\"} + (b"', ["5:29 promql/syntax"]],
  ["a matcher", 'expr: a{b="c", d=~"e"}', ["5:24 promql/regexp"]],
  ["a label", "expr: sum by (x) (sum by (y) (z))", ["5:15 promql/impossible"]],
  ["a divisor", "expr: sum(a / b)", ["5:23 promql/nan"]],
  [
    "one finding at two places",
    "expr: rate(container_memory_working_set_bytes[5m]) + rate(container_memory_working_set_bytes[5m])",
    ["5:15 promql/rate", "5:62 promql/rate"],
  ],
])("%s: a finding stands where its part does", (_, text, expected) => {
  expect(places(rules(text))).toEqual(expected);
});

const ignore = "# sidelight:ignore promql/regexp: by design";

test.each([
  [
    "above the field",
    `${ignore}\nexpr: |\n  a{\n  b=~"c"}`,
    "(8:11 promql/regexp)",
  ],
  [
    "in the query",
    `expr: |\n  a{\n  ${ignore}\n  b=~"c"}`,
    "(8:11 promql/regexp)",
  ],
  [
    "at the end of the line",
    `expr: |\n  a{\n  b=~"c"} ${ignore}`,
    "(7:11 promql/regexp)",
  ],
])("a comment %s suppresses", (_, text, expected) => {
  expect(places(rules(text))).toEqual([expected]);
});

const configMap = (text: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: rules }
data:
  shop.rules.yaml: |
${text.replace(/^(?=.)/gm, "    ")}`;

test("rules in a ConfigMap are as exact, and suppressed there", () => {
  const text = `expr: >\n  a{b=~"c"} +\n  (d`;
  expect(places(configMap(rules(text)))).toEqual(["12:15 promql/syntax"]);
  expect(places(configMap(rules(`expr: >\n  a{b=~"c"} +\n  d`)))).toEqual([
    "11:17 promql/regexp",
  ]);
  expect(
    places(configMap(rules(`${ignore}\nexpr: >\n  d +\n  a{b=~"c"}`))),
  ).toEqual(["13:17 promql/regexp"].map((one) => `(${one})`));
});

test("a text that is no YAML is wrong where it is", () => {
  expect(places(configMap("groups:\n  - name: [a\n    b: c"))).toEqual([
    "8:10 yaml/parse",
  ]);
});

test.each([
  ["{{ $labels.job }} and {{ $labels.x }}", "$labels.x }}"],
  ["a {{ $value", " $value"],
  ["a {{ with $x := 1 }} {{ $y }}{{ end }}", "$y }}{{ end }}"],
  ["a {{ $value | toUpper }}", "toUpper }}"],
  ['a {{ query "sum(" }}', '"sum(" }}'],
])("in the annotation %s, what is wrong begins at %s", (text, wrong) => {
  const annotations = `annotations:\n  summary: |\n    ${text}`;
  const alert = `alert: Down\nexpr: sum by (job) (up) == 0\n${annotations}`;
  const file = `groups:\n- rules:\n  -\n${alert.replace(/^/gm, "    ")}\n`;
  const column = 9 + text.length - wrong.length;
  expect(places(file)).toEqual([`8:${column} alerts/template`]);
});
