import { ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { AnalysisMetric } from "../../alerts/analysis";
import { analysisOf, argument, HASHES } from "../../alerts/analysis";
import type { Engine } from "../../mesh/engine/engine";
import { ENGINES } from "../../mesh/engine/engines";
import type { Monitoring } from "../../mesh/monitoring";
import { milliseconds } from "../../mesh/scalars";
import type { Service } from "../../mesh/service";
import { format } from "../../promql/format";

const { apiVersion } = ENGINES["argo-rollouts"].workload;
const NAMESPACE = "namespace";
/** After an error the controller asks again so much later. */
const RETRY_MS = 10_000;

/**
 * What each step asks Prometheus. A check passes, fails, or, where there is no
 * answer or none that is a number, tells nothing: then neither condition holds.
 * https://argo-rollouts.readthedocs.io/en/stable/features/analysis/
 */
export function addAnalysis(
  scope: Construct,
  service: Service,
  engine: Engine,
  { prometheus }: Monitoring,
): void {
  const { name } = service;
  const namespace = Chart.of(scope).namespace;
  const metrics = analysisOf(service, engine, namespace ?? argument(NAMESPACE));
  new ApiObject(scope, "AnalysisTemplate", {
    apiVersion,
    kind: "AnalysisTemplate",
    metadata: { name, labels: { app: name } },
    spec: {
      args: argsOf(namespace).map((arg) => ({ name: arg.name })),
      metrics: metrics.map((metric) => ({
        name: metric.name,
        ...paceOf(engine),
        ...conditionsOf(metric),
        provider: {
          prometheus: {
            address: prometheus,
            query: format(metric.query.expr),
          },
        },
      })),
    },
  });
}

/**
 * A step's check looks back over the time that the step has had, and is made
 * again until one passes, `failures` have failed, or as many have told nothing.
 * So long Prometheus itself may be away. The count is what can be made at most.
 */
function paceOf({ interval, failures }: Engine) {
  return {
    initialDelay: interval,
    interval,
    count: 2 * failures - 1,
    consecutiveSuccessLimit: 1,
    failureLimit: failures - 1,
    inconclusiveLimit: failures - 1,
    consecutiveErrorLimit: Math.ceil(
      (failures * milliseconds(interval)) / RETRY_MS,
    ),
  };
}

/** A result is a list, and an index that it does not have would be an error. */
function conditionsOf({ max }: AnalysisMetric) {
  const condition = (test: string) =>
    `len(result) > 0 && result[0] ${test} ${max}`;
  return {
    successCondition: condition("<="),
    failureCondition: condition(">"),
  };
}

/** A release's step that waits for the analysis. */
export function analysisStep(scope: Construct, service: string): object {
  return {
    analysis: {
      templates: [{ templateName: service }],
      args: argsOf(Chart.of(scope).namespace),
    },
  };
}

function argsOf(namespace: string | undefined) {
  return [
    {
      name: HASHES.stable,
      valueFrom: { podTemplateHashValue: "Stable" },
    },
    {
      name: HASHES.canary,
      valueFrom: { podTemplateHashValue: "Latest" },
    },
    ...(namespace === undefined
      ? [
          {
            name: NAMESPACE,
            valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } },
          },
        ]
      : []),
  ];
}
