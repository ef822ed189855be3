import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { Engine } from "../../mesh/engine/engine";
import { workloadKind } from "../../mesh/engine/engines";
import type { Monitoring } from "../../mesh/monitoring";
import type { Service } from "../../mesh/service";
import type { Workload } from "../../mesh/workload";
import { podTemplate } from "../pod";
import { addAnalysis, analysisStep } from "./analysis";
import { splitRoutes, versionServices } from "./routes";

/**
 * A service's pods in the hands of Argo Rollouts, which makes the ReplicaSets of
 * both versions, and what it asks before each of its steps. A changed pod template is a release; the first is none, and has
 * all requests at once. The selector is `app` alone, which no release changes.
 * https://argo-rollouts.readthedocs.io/en/stable/features/specification/
 */
export function addRollout(
  scope: Construct,
  service: Service,
  workload: Workload,
  engine: Engine,
  monitoring: Monitoring,
): void {
  const { name } = service;
  addAnalysis(scope, service, engine, monitoring);
  new ApiObject(scope, "Rollout", {
    ...workloadKind(engine),
    metadata: { name, labels: { app: name, version: workload.version } },
    spec: {
      replicas: workload.replicas,
      selector: { matchLabels: { app: name } },
      strategy: {
        canary: {
          ...versionServices(name),
          trafficRouting: { istio: { virtualService: routed(scope, service) } },
          steps: weightsOf(engine).flatMap((setWeight) => [
            { setWeight },
            analysisStep(scope, name),
          ]),
        },
      },
      template: podTemplate(service, workload),
    },
  });
}

/** The routes whose weights the controller changes: every one of the VirtualService. */
function routed(scope: Construct, service: Service): object {
  const { http = [], tcp = [] } = splitRoutes(scope, service);
  const ports = tcp.flatMap(({ match = [] }) => match);
  return {
    name: service.name,
    routes: http.map(({ name }) => name),
    ...(ports.length > 0 && { tcpRoutes: ports.map(({ port }) => ({ port })) }),
  };
}

/** The canary's shares, in percent: step by step, and at last the greatest. */
function weightsOf({ stepWeight, maxWeight }: Engine): readonly number[] {
  const steps = Math.ceil(maxWeight / stepWeight);
  return Array.from({ length: steps }, (_, step) =>
    Math.min((step + 1) * stepWeight, maxWeight),
  );
}
