import { Construct } from "constructs";
import {
  DestinationRule,
  VirtualService,
} from "../../imports/networking.istio.io";
import type { CanaryProps } from "../mesh/canary";
import { canaryCheck, isRunning } from "../mesh/canary";
import type { FaultProps } from "../mesh/fault";
import { faultCheck } from "../mesh/fault";
import type { IngressProps } from "../mesh/ingress";
import { ingressCheck } from "../mesh/ingress";
import type { PortProps } from "../mesh/port";
import { describePorts, portCheck } from "../mesh/port";
import type { Named } from "../mesh/reference";
import { named, nameOf } from "../mesh/reference";
import type { RetryProps, Route } from "../mesh/route";
import { describeRoute, retryCheck } from "../mesh/route";
import { dnsLabel, duration, serviceName } from "../mesh/scalars";
import { listOf, optional, shape } from "../mesh/shape";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { addGateway } from "./gateway";
import { hostOf } from "./host";
import { report } from "./report";
import { virtualServiceSpec } from "./virtual-service";

export interface CanaryRoutesProps {
  /** The Service both versions stand behind: its name, or a construct that has one. */
  readonly service: Named;
  /** @default [{ port: 80 }], HTTP */
  readonly ports?: readonly (number | PortProps)[];
  /** The stable pods' `version` label. @default "v1" */
  readonly version?: string;
  readonly canary: Pick<
    CanaryProps,
    "version" | "phase" | "weight" | "header" | "path" | "cookie" | "mirror"
  >;
  readonly timeout?: string;
  readonly retries?: RetryProps;
  readonly ingress?: IngressProps;
  readonly fault?: FaultProps;
}

const propsShape = shape<CanaryRoutesProps>({
  service: named(serviceName),
  ports: optional(listOf(portCheck, { min: 1 })),
  version: optional(dnsLabel),
  canary: (value, at) =>
    canaryCheck({ image: "checked.elsewhere:1", ...(value as object) }, at),
  timeout: optional(duration),
  retries: optional(retryCheck),
  ingress: optional(ingressCheck),
  fault: optional(faultCheck),
});

/**
 * The routes between a stable version and its canary, for Deployments and a
 * Service that stand elsewhere: by header, and by weight.
 *
 *     new CanaryRoutes(chart, "web-app", { service: "web-app", canary: { version: "v2", weight: 10 } })
 *     => DestinationRule web-app   subsets v1, v2
 *     => VirtualService web-app    90 % to v1, 10 % to v2
 */
export class CanaryRoutes extends Construct {
  constructor(scope: Construct, id: string, props: CanaryRoutesProps) {
    super(scope, id);
    const problems: Problem[] = [];
    const at = new Place(`canary ${id}`, problems);
    propsShape(props, at);
    if (!hasErrors(problems)) {
      const name = nameOf(props.service);
      const canary = { ...props.canary, image: "" };
      if (isRunning(canary) && props.canary.version === (props.version ?? "v1"))
        at.at("canary")
          .at("version")
          .wrong(
            props.canary.version,
            "another version than the stable one",
            "give the canary the version that it tries out",
          );
      const ports = describePorts(props.ports ?? [80], at.at("ports"));
      const route = describeRoute({ ...props, canary, name }, ports, at);
      if (route && !hasErrors(problems)) addRoute(this, name, route);
    }
    report(this, problems);
  }
}

/** DestinationRule before VirtualService: a subset is there before it is named. */
export function addRoute(scope: Construct, name: string, route: Route): void {
  const { ingress, subsets } = route;
  if (subsets.length > 0) addSubsets(scope, name, route);
  if (ingress?.own) addGateway(scope, name, ingress.hosts, ingress.own);
  new VirtualService(scope, "VirtualService", {
    metadata: { name, labels: { app: name } },
    spec: virtualServiceSpec(route, hostOf(scope, name)),
  });
}

/** The subsets of a route, which may stand elsewhere. */
export function addSubsets(
  scope: Construct,
  name: string,
  { subsets }: Route,
): void {
  new DestinationRule(scope, "DestinationRule", {
    metadata: { name, labels: { app: name } },
    spec: {
      host: hostOf(scope, name),
      subsets: subsets.map((subset) => ({
        name: subset.name,
        labels: { ...subset.labels },
      })),
    },
  });
}
