import {
  alertYaml,
  recordYaml,
  rulesYaml,
} from "../../../src/checks/promql/example";
import { said } from "./read";

const object = (kind: string, spec: string, name = "main"): string =>
  `apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec: ${spec}
---
`;
const ids = (text: string): string[] => [
  ...new Set(said(text).map((one) => one.replace(/: .*/s, ""))),
];
const month = recordYaml("sum_over_time(a[30d:1h] offset 30d) + b offset 30d");

test.each<[string, string, string[]]>([
  ["no server", "", []],
  [
    "a short retention",
    object("Prometheus", "{ retention: 15d }"),
    ["promql/offset", "promql/range_query"],
  ],
  [
    "none said, which is a day",
    object("Prometheus", "{}"),
    ["promql/offset", "promql/range_query"],
  ],
  ["a size only", object("Prometheus", "{ retentionSize: 10GB }"), []],
  ["a long one", object("Prometheus", "{ retention: 31d }"), []],
  ["remote samples", object("Prometheus", "{ remoteRead: [{ url: a }] }"), []],
  [
    "a second server that keeps more",
    object("Prometheus", "{}") + object("Prometheus", "{ retention: 1y }", "b"),
    [],
  ],
  [
    "what is no spec",
    object("Prometheus", "[1]"),
    ["promql/offset", "promql/range_query"],
  ],
])("a month back with %s: %j", (_, server, expected) => {
  expect(ids(server + month)).toEqual(expected);
});

const routes = object("AlertmanagerConfig", "{ route: { receiver: a } }");
const sum = alertYaml("sum(errors) > 5");

test.each<[string, string, string[]]>([
  ["an aggregation", sum, ["promql/aggregate"]],
  [
    "one part that keeps it",
    alertYaml("sum(a) > 5 or sum by (namespace) (b) > 5"),
    [],
  ],
  [
    "a label of its own",
    alertYaml("sum(a) > 5", { labels: { namespace: "shop" } }),
    [],
  ],
  ["without others", alertYaml("sum without (pod) (errors) > 5"), []],
  [
    "without it",
    alertYaml("sum without (namespace) (errors) > 5"),
    ["promql/aggregate"],
  ],
  [
    "a label that is joined",
    alertYaml("sum by (pod) (a) * on (pod) group_left (namespace) b > 5"),
    [],
  ],
  [
    "the operator's label",
    object("Prometheus", "{ enforcedNamespaceLabel: namespace }") + sum,
    [],
  ],
  [
    "another strategy",
    object(
      "Alertmanager",
      "{ alertmanagerConfigMatcherStrategy: { type: None } }",
    ) + sum,
    [],
  ],
])("routes by namespace, and %s: %j", (_, text, expected) => {
  expect(ids(routes + text)).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ["10m", "5m", ["group/interval"]],
  ["10m", "10m", []],
  ["5m", "1m", []],
  ["often", "1m", []],
])("a group each %s, its alert kept for %s: %j", (interval, keep, expected) => {
  const alert = { alert: "Down", expr: "up == 0", keep_firing_for: keep };
  expect(ids(rulesYaml([alert], interval))).toEqual(expected);
});

test("a longer lookback takes a longer interval", () => {
  const server = object("Prometheus", "{ query: { lookbackDelta: 15m } }");
  const rules = rulesYaml([{ record: "a:b", expr: "sum(a)" }], "10m");
  expect(ids(server + rules)).toEqual([]);
});

test.each([
  ['{job="a"}', ["promql/selector"]],
  ['{"http.requests", job="a"}', []],
  ['{__name__=~"a|b"}', []],
  ['info(up, {k8s_cluster_name=~".+"})', []],
  ['sum(rate({"http.requests"}[5m])) by ("service.name")', []],
])("%s: %j", (expr, expected) => {
  expect(ids(recordYaml(expr))).toEqual(expected);
});

const shown = alertYaml("up == 0", {
  labels: { cluster: "a" },
  annotations: { summary: "{{ $externalLabels.cluster }}" },
});
const blue = object("Prometheus", "{ externalLabels: { cluster: blue } }");

test.each<[string, string, string[]]>([
  ["no server", "", []],
  ["a server that sets it", blue, ["labels/conflict"]],
  ["one that does not", object("Prometheus", "{}"), ["alerts/external_labels"]],
  ["one of each", blue + object("Prometheus", "{}", "b"), []],
])("an external label with %s: %j", (_, server, expected) => {
  expect(ids(server + shown)).toEqual(expected);
});
