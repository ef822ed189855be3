import { Construct } from "constructs";
import type { MonitoringProps } from "../mesh/monitoring";
import {
  describeMonitoring,
  monitoringCheck,
  type Monitoring,
} from "../mesh/monitoring";
import { ENGINES } from "../mesh/engine/engines";
import type { Service, ServiceProps } from "../mesh/service";
import { describeService } from "../mesh/service";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { addRollout } from "./argo-rollouts/rollout";
import { addSplitRoutes } from "./argo-rollouts/routes";
import { addRoute } from "./canary";
import { addCoreObject } from "./core-object";
import { addDeployment } from "./deployment";
import { addFlagger } from "./flagger";
import { addGatewayApiRoutes } from "./gateway-api/routes";
import { addKubeService } from "./kube-service";
import { addPatches } from "./patch";
import { report } from "./report";
import { addAutoscaler, addDisruptionBudget } from "./scaling";
import { addApplicationMonitor } from "./scraping";
import { labelsOf } from "./selector";
import { Telemetry } from "./telemetry";

export interface MeshServiceProps extends ServiceProps {
  /** Counts where the application's own metrics are not merged. */
  readonly monitoring?: MonitoringProps;
}

/**
 * All of one service: account, Service, a Deployment a version, and, where
 * they are asked for, its budget, autoscalers, canary, Gateway and Telemetry.
 * Where Flagger takes the canary's steps, a Canary stands for Service and routes;
 * where Argo Rollouts does, a Rollout for the Deployment.
 *
 *     new MeshService(chart, "web-app", { name: "web-app", image: "registry.example/web-app:1.4.2", port: 8080 })
 *     => ServiceAccount web-app, Service web-app, Deployment web-app-v1
 */
export class MeshService extends Construct {
  constructor(scope: Construct, id: string, props: MeshServiceProps) {
    super(scope, id);
    const { monitoring = {}, ...given } = props;
    const described = describeService(given);
    const problems: Problem[] = [...described.problems];
    const at = new Place(`service ${given.name}, monitoring`, problems);
    monitoringCheck(monitoring, at);
    report(this, problems);
    if (described.value && !hasErrors(problems))
      addService(this, described.value, describeMonitoring(monitoring, at));
  }
}

/** The objects of a described service, in the order in which they are needed. */
export function addService(
  scope: Construct,
  service: Service,
  monitoring: Monitoring,
): void {
  const { name, ports, serviceAccount, engine, telemetry } = service;
  if (!serviceAccount.existing)
    addCoreObject(scope, "ServiceAccount", "ServiceAccount", {
      metadata: {
        name: serviceAccount.name,
        labels: { app: name },
        annotations: { ...serviceAccount.annotations },
      },
    });
  // It selects by `app` alone, so that stable and canary stand behind it.
  if (!engine || !ENGINES[engine.name].makesRoutes)
    addKubeService(scope, "Service", {
      name,
      labels: { app: name },
      selector: { app: name },
      ports,
    });
  addDisruptionBudget(scope, service);
  addWorkloads(scope, service, monitoring);
  addRoutes(scope, service, monitoring);
  if (telemetry)
    new Telemetry(scope, "Telemetry", {
      ...telemetry,
      name,
      selector: labelsOf(service),
    });
  if (service.metrics?.merge === false)
    addApplicationMonitor(scope, service, service.metrics, monitoring);
  addPatches(scope, `service ${name}`, service.patches);
}

function addWorkloads(
  scope: Construct,
  service: Service,
  monitoring: Monitoring,
): void {
  const { workloads, engine, autoscaling } = service;
  for (const workload of workloads) {
    if (engine?.name === "argo-rollouts")
      addRollout(scope, service, workload, engine, monitoring);
    else addDeployment(scope, service, workload);
    if (autoscaling) addAutoscaler(scope, service, workload, autoscaling);
  }
}

/** How requests reach the pods; an engine may make the routes itself. */
function addRoutes(
  scope: Construct,
  service: Service,
  monitoring: Monitoring,
): void {
  const { name, engine, route } = service;
  if (engine?.name === "flagger")
    addFlagger(scope, service, engine, monitoring);
  else if (engine) addSplitRoutes(scope, service);
  else if (route?.routing === "gateway-api")
    addGatewayApiRoutes(scope, name, route);
  else if (route) addRoute(scope, name, route);
}
