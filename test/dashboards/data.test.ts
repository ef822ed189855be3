import { stringify } from "yaml";
import { healthy } from "../../src/proof/healthy";
import { worldOf } from "../../src/proof/mesh-world";
import { sidecarTarget } from "../../src/proof/pods";
import { testFile } from "../../src/proof/promtool";
import { rulesOf } from "../../src/rules/rules";
import { promtool, testWithPromtool } from "../promtool";
import { dashboards } from "./shop";

/** Panels that are rightly empty on a healthy mesh; the others show something. */
const EMPTY: Readonly<Record<string, string>> = {
  "overview / Answered by Envoy A": "Envoy answers no request itself",
  "overview / Firing alerts A": "no alert fires",
  "service / Answered by Envoy A": "Envoy answers no request itself",
  "service / Answered by Envoy B": "every request has a route",
  "service / Failed TCP connections A": "no connection fails",
  "canary / Without an endpoint A": "the canary has its pods",
  "mtls / Requests in plain text A": "all requests have mTLS",
  "mtls / TCP connections in plain text A": "all connections have mTLS",
  "sidecars / Pods without a sidecar A": "all pods have one",
  "control-plane / Failed pushes A": "none failed, so there is no such type",
  "control-plane / Not taken in time A": "a counter that never counted",
  "control-plane / Internal errors A": "a counter that never counted",
  "control-plane / Failed injections A": "a counter that never counted",
  "control-plane / Failed signatures A": "a counter that never counted",
};

const { mesh, models } = dashboards();
const rules = rulesOf(mesh);
const groups = [...rules.mesh, ...[...rules.services.values()].flat()];
const MINUTES = 75;

const queries = [...models].flatMap(([board, { panels }]) =>
  panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ refId, expr }) => ({
      name: `${board} / ${title} ${refId}`,
      expr,
    })),
  ),
);

/** What Grafana puts in the place of variables, for one service and reporter. */
function asked(expr: string, service: string, reporter: string): string {
  const values: Readonly<Record<string, string>> = {
    __rate_interval: "5m",
    __interval: "1m",
    namespace: "shop",
    service,
    reporter,
    workload: ".*",
    source_namespace: ".*",
    source_workload: ".*",
    slo: "availability",
    stable: "v1",
    canary: "v2",
  };
  return expr.replace(/\$([a-z_]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for $${name}`);
    return value;
  });
}

/** 1 where the query gives something for any service, as either reporter; it carries the panel's name. */
function answers(name: string, expr: string): string {
  const services = [...mesh.services.map(({ name }) => name), ".*"];
  const variants = services.flatMap((service) =>
    ["destination", "source|waypoint"].map((reporter) =>
      asked(expr, service, reporter),
    ),
  );
  const counts = [...new Set(variants)].map((one) => `count(${one})`);
  const any = `(${[...counts, "vector(0)"].join(" or ")}) > bool 0`;
  return `label_replace(${any}, "panel", ${JSON.stringify(name)}, "", "")`;
}

test("what is said to be empty is there", () => {
  const names = queries.map(({ name }) => name);
  expect(Object.keys(EMPTY).filter((name) => !names.includes(name))).toEqual(
    [],
  );
});

testWithPromtool(
  `every query of the dashboards gives something on a healthy mesh`,
  () => {
    const world = worldOf(mesh);
    const [metric] = mesh.metrics;
    const file = testFile({
      scenario: {
        name: "healthy",
        says: "",
        phases: [
          {
            minutes: MINUTES,
            series: [
              ...healthy(world),
              {
                metric: metric?.metric ?? "",
                labels: {
                  source: "client",
                  destination: "web-app-v1",
                  ...sidecarTarget({
                    workload: "client",
                    namespace: "shop",
                    version: "v1",
                  }),
                },
                perSecond: 2,
              },
            ],
          },
        ],
      },
      rules: "rules.yaml",
      expect: queries.map(({ name, expr }) => ({
        at: MINUTES,
        expr: answers(name, expr),
        gives: [{ labels: { panel: name }, value: name in EMPTY ? 0 : 1 }],
      })),
    });
    const said = promtool(["test", "rules", "test.yaml"], {
      "rules.yaml": stringify({ groups }),
      "test.yaml": stringify(file, { aliasDuplicateObjects: false }),
    });
    expect(wrong(said)).toEqual([]);
  },
  120_000,
);

/** The panels that promtool names. */
function wrong(said: string): readonly string[] {
  if (said === "") return [];
  const found = queries.filter(({ name }) =>
    said.includes(`exp: {panel=${JSON.stringify(name)}}`),
  );
  return found.length > 0 ? found.map(({ name }) => name) : [said];
}
