import type { Raw } from "../mesh/shape";
import type { Addons } from "../platform/addons";
import { urlsOf } from "./urls";

/**
 * What Kiali is told, alike in its own file and in its chart's values: whom to
 * ask, and to look only. https://kiali.io/docs/configuration/
 */
export function kialiSettings(
  addons: Addons,
  { anonymous = false }: NonNullable<Addons["kiali"]>,
): Raw {
  const { prometheus, grafana, jaeger } = urlsOf(addons);
  return {
    auth: { strategy: anonymous ? "anonymous" : "token" },
    deployment: { view_only_mode: true, cluster_wide_access: true },
    external_services: {
      istio: { root_namespace: addons.istioNamespace },
      prometheus: { url: prometheus },
      grafana: {
        enabled: grafana !== undefined,
        ...(grafana !== undefined && { internal_url: grafana }),
      },
      tracing: {
        enabled: jaeger !== undefined,
        ...(jaeger !== undefined && {
          provider: "jaeger",
          internal_url: jaeger,
          use_grpc: false,
        }),
      },
    },
  };
}
