import { ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { AnalysisMetric } from "../alerts/analysis";
import { analysisOf } from "../alerts/analysis";
import type { Engine } from "../mesh/engine/engine";
import { workloadKind } from "../mesh/engine/engines";
import type { Monitoring } from "../mesh/monitoring";
import type { Service } from "../mesh/service";
import { format } from "../promql/format";
import { addGateway } from "./gateway";

const API = "flagger.app/v1beta1";
/** Flagger puts a Canary's namespace there, where it is not known yet. */
const OWN_NAMESPACE = "{{ namespace }}";

/**
 * A service's releases in Flagger's hands: what it asks Prometheus, and how it
 * takes its steps. It makes the Services `<name>`, `<name>-primary` and
 * `<name>-canary`, a DestinationRule for each of the latter, the VirtualService
 * and the Deployment `<name>-primary` itself, so none of them is made here.
 * https://docs.flagger.app/tutorials/istio-progressive-delivery
 */
export function addFlagger(
  scope: Construct,
  service: Service,
  engine: Engine,
  { prometheus }: Monitoring,
): void {
  const { name, route } = service;
  const namespace = Chart.of(scope).namespace ?? OWN_NAMESPACE;
  const metrics = analysisOf(service, engine, namespace);
  const { ingress } = route ?? {};
  if (ingress?.own) addGateway(scope, name, ingress.hosts, ingress.own);
  for (const metric of metrics)
    new ApiObject(scope, `MetricTemplate-${metric.name}`, {
      apiVersion: API,
      kind: "MetricTemplate",
      metadata: { name: templateName(name, metric), labels: { app: name } },
      spec: {
        provider: { type: "prometheus", address: prometheus },
        query: format(metric.query.expr),
      },
    });
  new ApiObject(scope, "Canary", {
    apiVersion: API,
    kind: "Canary",
    metadata: { name, labels: { app: name } },
    spec: {
      provider: "istio",
      targetRef: { ...workloadKind(engine), name },
      ...(service.autoscaling && {
        autoscalerRef: {
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          name,
        },
      }),
      service: serviceSpec(service),
      analysis: {
        interval: engine.interval,
        threshold: engine.failures,
        maxWeight: engine.maxWeight,
        stepWeight: engine.stepWeight,
        metrics: metrics.map((metric) => ({
          name: metric.name,
          interval: engine.interval,
          templateRef: { name: templateName(name, metric) },
          thresholdRange: { max: metric.max },
        })),
      },
    },
  });
}

function templateName(service: string, { name }: AnalysisMetric): string {
  return `${service}-${name}`;
}

/** What the Services and the VirtualService are to be like that Flagger makes. */
function serviceSpec({ ports, route }: Service) {
  const { ingress, timeout, retries } = route ?? {};
  const [port] = ports;
  return {
    ...(port && {
      portName: port.name,
      port: port.port,
      targetPort: port.targetPort,
    }),
    ...(ingress && {
      hosts: ingress.hosts,
      gateways: ["mesh", ingress.gateway],
    }),
    ...(timeout !== undefined && { timeout }),
    ...(retries && { retries }),
  };
}
