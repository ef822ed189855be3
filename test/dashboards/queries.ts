import type { MeshDescription } from "../../src/mesh/mesh";
import { healthy } from "../../src/proof/healthy";
import { worldOf } from "../../src/proof/mesh-world";
import { clientOf, sidecarTarget } from "../../src/proof/pods";
import type { Series } from "../../src/proof/series";
import type { Model } from "./shop";

/** Panels that are rightly empty on a healthy mesh; the others show something. */
export const EMPTY: Readonly<Record<string, string>> = {
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

export interface PanelQuery {
  /** Its dashboard, panel and letter: `service / Requests A`. */
  readonly name: string;
  readonly expr: string;
}

export function queriesOf(
  models: ReadonlyMap<string, Model>,
): readonly PanelQuery[] {
  return [...models].flatMap(([board, { panels }]) =>
    panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ refId, expr }) => ({
        name: `${board} / ${title} ${refId}`,
        expr,
      })),
    ),
  );
}

/** What a variable picks from: the values of a label of some series. */
export interface VariableQuery {
  /** Its dashboard and itself: `service / namespace`. */
  readonly name: string;
  readonly series: string;
  readonly label: string;
}

export function variablesOf(
  models: ReadonlyMap<string, Model>,
): readonly VariableQuery[] {
  return [...models].flatMap(([board, { templating }]) =>
    templating.list.flatMap(({ name, definition }) => {
      if (definition === undefined) return [];
      const [, series, label] =
        /^label_values\((.+), (\w+)\)$/.exec(definition) ?? [];
      if (series === undefined || label === undefined)
        throw new Error(`cannot read ${definition}`);
      return [{ name: `${board} / ${name}`, series, label }];
    }),
  );
}

/** What Grafana asks where a query stands: for each service and all, as either reporter. */
export function variants(
  expr: string,
  { services }: MeshDescription,
): readonly string[] {
  const names = [...services.map(({ name }) => name), ".*"];
  const all = names.flatMap((service) =>
    ["destination", "source|waypoint"].map((reporter) =>
      asked(expr, service, reporter),
    ),
  );
  return [...new Set(all)];
}

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

/** A mesh in which nothing is wrong, with what its own metric counts. */
export function healthySeries(mesh: MeshDescription): readonly Series[] {
  const world = worldOf(mesh);
  const custom = mesh.metrics.map(({ metric }) => ({
    metric,
    labels: {
      source: "client",
      destination: "web-app-v1",
      ...sidecarTarget(clientOf(world)),
    },
    perSecond: 2,
  }));
  return [...healthy(world), ...custom];
}
