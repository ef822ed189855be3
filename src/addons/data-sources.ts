import type { Raw } from "../mesh/shape";
import type { Urls } from "./urls";

/** Prometheus and what belongs to it, as Grafana provisions data sources. */
export function dataSources({
  prometheus,
  alertmanager,
  jaeger,
}: Urls): readonly Raw[] {
  return [
    ...(prometheus === undefined
      ? []
      : [
          {
            ...source("Prometheus", "prometheus", prometheus),
            isDefault: true,
            jsonData: { timeInterval: "15s", httpMethod: "POST" },
          },
        ]),
    ...(alertmanager === undefined
      ? []
      : [
          {
            ...source("Alertmanager", "alertmanager", alertmanager),
            jsonData: { implementation: "prometheus" },
          },
        ]),
    ...(jaeger === undefined ? [] : [source("Jaeger", "jaeger", jaeger)]),
  ];
}

/** With a uid of its own, so that links to it hold on every Grafana. */
function source(name: string, type: string, url: string) {
  return { name, uid: type, type, access: "proxy", url, editable: false };
}
