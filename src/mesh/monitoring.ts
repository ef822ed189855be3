import type { Place } from "../problems/place";
import { dnsLabel, duration, labelKey, labelValue, url } from "./scalars";
import { flag, mapOf, oneOf, optional, shape } from "./shape";

export interface MonitoringProps {
  /**
   * Who finds the pods: the Prometheus operator by PodMonitor and
   * ServiceMonitor, or a plain Prometheus by the annotations that injection
   * writes. Both at once would count everything twice.
   * @default "operator"
   */
  readonly scrape?: "operator" | "annotations";
  /**
   * Labels by which the operator selects rules and monitors; an object without
   * them is silently ignored.
   * @default { release: "kube-prometheus-stack" }
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default "15s" */
  readonly interval?: string;
  /**
   * How alerting rules are delivered. A file goes to artifacts/, not to dist/;
   * with "none" somebody else loads them: Addons, which bring up a Prometheus.
   * @default "PrometheusRule" for the operator, else "ConfigMap"
   */
  readonly rules?: "PrometheusRule" | "ConfigMap" | "file" | "none";
  /**
   * Also scrape istiod. Switch it off where another mesh description of the
   * same cluster does it already.
   * @default true
   */
  readonly controlPlane?: boolean;
  /**
   * Istio's root namespace, where istiod runs.
   * @default "istio-system"
   */
  readonly istioNamespace?: string;
  /**
   * Where an engine for progressive delivery asks Prometheus.
   * @default "http://prometheus-operated.monitoring:9090", the operator's own Service
   */
  readonly prometheus?: string;
}

export type Monitoring = Required<MonitoringProps>;

export const monitoringCheck = shape<MonitoringProps>({
  scrape: optional(oneOf("operator", "annotations")),
  labels: optional(mapOf(labelValue, labelKey)),
  interval: optional(duration),
  rules: optional(oneOf("PrometheusRule", "ConfigMap", "file", "none")),
  controlPlane: optional(flag),
  istioNamespace: optional(dnsLabel),
  prometheus: optional(url),
});

export function describeMonitoring(
  given: MonitoringProps,
  at: Place,
): Monitoring {
  const scrape = given.scrape ?? "operator";
  const operator = scrape === "operator";
  if (!operator && given.rules === "PrometheusRule")
    at.at("rules").wrong(
      given.rules,
      "ConfigMap or file where no Prometheus operator reads PrometheusRules",
      "write rules: 'ConfigMap', or scrape: 'operator'",
    );
  return {
    scrape,
    labels:
      given.labels ?? (operator ? { release: "kube-prometheus-stack" } : {}),
    interval: given.interval ?? "15s",
    rules: given.rules ?? (operator ? "PrometheusRule" : "ConfigMap"),
    controlPlane: given.controlPlane ?? operator,
    istioNamespace: given.istioNamespace ?? "istio-system",
    prometheus:
      given.prometheus ?? "http://prometheus-operated.monitoring:9090",
  };
}
