import type { Addons } from "../platform/addons";

/** What each server is called in the cluster; absent where there is none. */
export interface Urls {
  readonly prometheus: string | undefined;
  readonly alertmanager: string | undefined;
  readonly grafana: string | undefined;
  readonly jaeger: string | undefined;
}

/** The name of the Prometheus stack's release, which its objects begin with. */
export const STACK = "kube-prometheus-stack";

/** What a chart calls Grafana: a part of the stack, or a release of its own. */
export function grafanaName({ prometheus }: Addons): string {
  return prometheus ? `${STACK}-grafana` : "grafana";
}

/** Where the servers are: those brought up, or those there already. */
export function urlsOf(addons: Addons): Urls {
  const { namespace, existing, prometheus, grafana, jaeger, meshes } = addons;
  const at = (name: string, port: number) =>
    `http://${name}.${namespace}.svc:${port}`;
  const flux = addons.by === "flux";
  const told = flux || meshes.some(({ alertmanager }) => alertmanager);
  return {
    prometheus: prometheus
      ? at(flux ? `${STACK}-prometheus` : "prometheus", 9090)
      : existing.prometheus,
    alertmanager:
      prometheus && told
        ? at(flux ? `${STACK}-alertmanager` : "alertmanager", 9093)
        : undefined,
    grafana: grafana
      ? flux
        ? at(grafanaName(addons), 80)
        : at("grafana", 3000)
      : existing.grafana,
    jaeger: jaeger
      ? `${flux ? at("jaeger", 16_686) : at("tracing", 16_686)}/jaeger`
      : existing.jaeger,
  };
}
