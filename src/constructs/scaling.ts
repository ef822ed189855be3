import type { Construct } from "constructs";
import { workloadKind } from "../mesh/engine/engines";
import type { Autoscaling } from "../mesh/scaling";
import type { Service } from "../mesh/service";
import { addCoreObject } from "./core-object";
import { labelsOf } from "./selector";
import type { Workload } from "../mesh/workload";

/** One budget for all of a service's pods, stable and canary. */
export function addDisruptionBudget(scope: Construct, service: Service): void {
  const budget = service.disruptionBudget;
  if (!budget) return;
  const [[field, amount] = ["maxUnavailable", 1]] = Object.entries(budget);
  addCoreObject(scope, "PodDisruptionBudget", "PodDisruptionBudget", {
    metadata: { name: service.name, labels: { app: service.name } },
    spec: {
      [field]: amount,
      selector: { matchLabels: { ...labelsOf(service) } },
    },
  });
}

/**
 * An autoscaler for one version. It goes by the application's container alone:
 * a busy sidecar does not scale the service, an idle one does not hide its load.
 */
export function addAutoscaler(
  scope: Construct,
  service: Service,
  workload: Workload,
  { min, max, cpu, memory }: Autoscaling,
): void {
  const metric = (name: string, averageUtilization: number | undefined) =>
    averageUtilization === undefined
      ? []
      : [
          {
            type: "ContainerResource",
            containerResource: {
              container: service.name,
              name,
              target: { type: "Utilization", averageUtilization },
            },
          },
        ];
  addCoreObject(
    scope,
    `HorizontalPodAutoscaler-${workload.version}`,
    "HorizontalPodAutoscaler",
    {
      metadata: {
        name: workload.name,
        labels: { app: service.name, version: workload.version },
      },
      spec: {
        minReplicas: min,
        maxReplicas: max,
        metrics: [...metric("cpu", cpu), ...metric("memory", memory)],
        scaleTargetRef: {
          ...workloadKind(service.engine),
          name: workload.name,
        },
      },
    },
  );
}
