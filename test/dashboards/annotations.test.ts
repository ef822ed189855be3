import { stringify } from "yaml";
import { promtool, testWithPromtool } from "../promtool";
import { dashboards } from "./shop";

const { models } = dashboards();

/** An annotation's query as Grafana asks it, a minute apart. */
function query(board: string, name: string): string {
  const found = models
    .get(board)
    ?.annotations.list?.find((one) => one.name === name);
  if (!found) throw new Error(`no annotation ${name}`);
  return found.expr
    .replaceAll("$__interval", "1m")
    .replaceAll("$namespace", "shop");
}

test("rollouts and weights are marked where traffic over time is shown", () => {
  const annotated = [...models].filter(
    ([, { annotations }]) => annotations.list !== undefined,
  );
  expect(annotated.map(([name]) => name)).toEqual([
    "overview",
    "service",
    "canary",
    "dependencies",
    "sidecars",
    "slo",
    "production",
  ]);
  for (const [, { annotations }] of annotated)
    expect(annotations.list?.map(({ name }) => name)).toEqual([
      "Rollouts",
      "Canary weights",
    ]);
});

const pod = (name: string, replicaSet: string, namespace = "shop") =>
  `kube_pod_owner{namespace="${namespace}",pod="${name}",owner_kind="ReplicaSet",owner_name="${replicaSet}",job="kube-state-metrics"}`;
const weight = `service:canary_weight:declared{destination_service_name="web-app",destination_service_namespace="shop"}`;

/** A rollout at minute 10 and its way back at 20; a weight that is raised at 10. */
const SERIES = [
  { series: pod("a", "web-app-v1-5d9"), values: "1x9 stale _x9 1x10" },
  { series: pod("b", "web-app-v1-7f4"), values: "_x10 1x9 stale" },
  { series: pod("c", "cart-v1-1a1"), values: "1x30" },
  { series: pod("d", "other-v1-1a1", "other"), values: "_x10 1x20" },
  { series: weight, values: "0.07x9 0.29x20" },
];

const marked = (replicaSet: string) =>
  `{namespace="shop", owner_name="${replicaSet}"}`;
const changed = (percent: number) =>
  `{destination_service_name="web-app", destination_service_namespace="shop", percent="${percent}"}`;

testWithPromtool.each([
  ["Rollouts", 0, []],
  ["Rollouts", 9, []],
  ["Rollouts", 10, [marked("web-app-v1-7f4")]],
  ["Rollouts", 11, []],
  ["Rollouts", 20, [marked("web-app-v1-5d9")]],
  ["Canary weights", 9, []],
  ["Canary weights", 10, [changed(29)]],
  ["Canary weights", 11, []],
])("%s, minute %d: %j", (name, minute, labels) => {
  const file = {
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series: SERIES,
        promql_expr_test: [
          {
            expr: query("overview", name),
            eval_time: `${minute}m`,
            exp_samples: labels.map((one) => ({ labels: one, value: 1 })),
          },
        ],
      },
    ],
  };
  expect(
    promtool(["test", "rules", "test.yaml"], { "test.yaml": stringify(file) }),
  ).toBe("");
});
