import { containerPort } from "./port";
import type { Check } from "./shape";
import { flag, optional, shape } from "./shape";

export interface ApplicationMetricsProps {
  readonly port: number;
  /** @default "/metrics" */
  readonly path?: string;
  /**
   * Let the sidecar's agent fetch the application's metrics and hand them out
   * with its own, over port 15020. Otherwise Prometheus asks the application
   * itself, past the sidecar (so that STRICT mTLS does not cut it off); this
   * needs `scrape: "operator"`.
   * https://istio.io/latest/docs/ops/integrations/prometheus/#option-1-metrics-merging
   * @default true
   */
  readonly merge?: boolean;
}

export type ApplicationMetrics = Required<ApplicationMetricsProps>;

const path: Check = (value, at) => {
  if (typeof value !== "string" || !value.startsWith("/"))
    at.wrong(value, "a path that starts with /", 'write it like "/metrics"');
};

export const applicationMetricsCheck = shape<ApplicationMetricsProps>({
  port: containerPort,
  path: optional(path),
  merge: optional(flag),
});

export function describeApplicationMetrics(
  given: ApplicationMetricsProps,
): ApplicationMetrics {
  return { path: "/metrics", merge: true, ...given };
}
