import { toYaml } from "../../manifests/yaml";

/** A PrometheusRule of one alert, as the examples of checks show it. */
export function alertYaml(
  expr: string,
  rest: Readonly<Record<string, unknown>> = {},
): string {
  return rulesYaml([{ alert: "Down", expr, for: "5m", ...rest }]);
}

/** A PrometheusRule of one recording. */
export function recordYaml(expr: string, record = "shop:result:sum"): string {
  return rulesYaml([{ record, expr }]);
}

/** A PrometheusRule of several rules in one group. */
export function rulesYaml(
  rules: readonly Readonly<Record<string, unknown>>[],
  interval?: string,
): string {
  return toYaml({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "shop", namespace: "shop" },
    spec: {
      groups: [
        { name: "shop", ...(interval !== undefined && { interval }), rules },
      ],
    },
  });
}

/** A Prometheus of the operator, to stand before the rules that it loads. */
export function serverYaml(spec: Readonly<Record<string, unknown>>): string {
  return `${toYaml({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "Prometheus",
    metadata: { name: "main", namespace: "monitoring" },
    spec,
  })}---\n`;
}
