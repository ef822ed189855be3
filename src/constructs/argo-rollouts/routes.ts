import type { Construct } from "constructs";
import type { VirtualServiceSpec } from "../../../imports/networking.istio.io";
import { VirtualService } from "../../../imports/networking.istio.io";
import { ENGINES } from "../../mesh/engine/engines";
import type { Route } from "../../mesh/route";
import { versionService } from "../../mesh/routing";
import type { Service } from "../../mesh/service";
import { addGateway } from "../gateway";
import { hostOf } from "../host";
import { addKubeService } from "../kube-service";
import { virtualServiceSpec } from "../virtual-service";

const [STABLE, CANARY] = ENGINES["argo-rollouts"].versions;

/** The Services between which a Rollout's requests are split. */
export function versionServices(service: string) {
  return {
    stableService: versionService(service, STABLE),
    canaryService: versionService(service, CANARY),
  };
}

/**
 * A Service for stable and one for the canary, to whose selectors the controller
 * adds the hashes of their pod templates, and the VirtualService between them,
 * whose weights it changes. Here stable has all requests, as between two releases.
 * https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/#host-level-traffic-splitting
 */
export function addSplitRoutes(scope: Construct, service: Service): void {
  const { name, ports, route } = service;
  const { ingress } = route ?? {};
  for (const version of [STABLE, CANARY])
    addKubeService(scope, `Service-${version}`, {
      name: versionService(name, version),
      labels: { app: name },
      selector: { app: name },
      ports,
    });
  if (ingress?.own) addGateway(scope, name, ingress.hosts, ingress.own);
  new VirtualService(scope, "VirtualService", {
    metadata: { name, labels: { app: name } },
    spec: splitRoutes(scope, service),
  });
}

/** The VirtualService's routes, each of which splits between the two Services. */
export function splitRoutes(
  scope: Construct,
  { name, ports, route }: Service,
): VirtualServiceSpec {
  const split: Route = {
    routing: "istio",
    stable: STABLE,
    ports,
    ...route,
    subsets: [STABLE, CANARY].map((version) => ({
      version,
      name: version,
      labels: {},
    })),
    rest: [
      { version: STABLE, weight: 100 },
      { version: CANARY, weight: 0 },
    ],
  };
  return virtualServiceSpec(split, hostOf(scope, name), (version = STABLE) => ({
    host: hostOf(scope, versionService(name, version)),
  }));
}
