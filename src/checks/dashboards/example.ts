import { toYaml } from "../../manifests/yaml";

type Json = Readonly<Record<string, unknown>>;

const SOURCE = { type: "prometheus", uid: "${datasource}" };

/** A ConfigMap with a dashboard, as the examples of checks show it. */
export function dashboardYaml(
  panels: readonly Json[],
  variables: readonly Json[] = [],
  rest: Json = {},
): string {
  return configMapYaml(
    "shop",
    JSON.stringify(
      {
        title: "Shop",
        uid: "shop",
        schemaVersion: 41,
        editable: false,
        templating: { list: [dataSource("prometheus"), ...variables] },
        panels,
        ...rest,
      },
      undefined,
      2,
    ),
  );
}

/** A dashboard with one query to Loki. */
export function logsYaml(expr: string): string {
  return dashboardYaml(
    [panel({ targets: [{ refId: "A", datasource: "${datasource}", expr }] })],
    [],
    { templating: { list: [dataSource("loki")] } },
  );
}

export function configMapYaml(name: string, text: string): string {
  return toYaml({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name,
      namespace: "shop",
      labels: { grafana_dashboard: "1" },
    },
    data: { [`${name}.json`]: text },
  });
}

/** A panel in which nothing is wrong, but for what is changed. */
export function panel(rest: Json = {}): Json {
  return {
    id: 1,
    type: "timeseries",
    title: "Requests",
    description: "Requests a second.",
    datasource: SOURCE,
    fieldConfig: { defaults: { unit: "reqps" } },
    targets: [target(RATE)],
    ...rest,
  };
}

const RATE = "sum(rate(http_requests_total[$__rate_interval]))";

/** A panel with one query. */
export function panelOf(expr: string, rest: Json = {}): Json {
  return panel({ targets: [target(expr)], ...rest });
}

function target(expr: string): Json {
  return { refId: "A", datasource: SOURCE, expr };
}

export function dataSource(type: string, name = "datasource"): Json {
  const label =
    name === "datasource"
      ? "Data source"
      : `${type.charAt(0).toUpperCase()}${type.slice(1)} data source`;
  return { name, label, type: "datasource", query: type };
}

/** A variable whose values Prometheus is asked for. */
export function variable(name: string, query: string, rest: Json = {}): Json {
  return {
    name,
    label: name.charAt(0).toUpperCase() + name.slice(1),
    type: "query",
    datasource: SOURCE,
    query,
    refresh: 2,
    multi: true,
    includeAll: true,
    allValue: ".+",
    ...rest,
  };
}
