import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import type { Thresholds, ThresholdProps } from "./alerting";
import { describeThresholds, thresholdCheck } from "./alerting";
import type { CanaryProps, IdleCanaryProps } from "./canary";
import { canaryCheck } from "./canary";
import type { ContainerSettings } from "./container";
import { containerChecks, replicasCheck } from "./container";
import { engineCanaryCheck } from "./engine/check";
import { describeEngine } from "./engine/describe";
import type { Engine, EngineCanaryProps } from "./engine/engine";
import { asReleased, hasEngine } from "./engine/engine";
import type { FaultProps } from "./fault";
import { faultCheck } from "./fault";
import type { IngressProps } from "./ingress";
import { ingressCheck } from "./ingress";
import type { ObjectiveProps } from "./objective";
import { objectiveCheck } from "./objective";
import type { PatchProps } from "./patch";
import { patchCheck } from "./patch";
import type { PodProps, PodSettings } from "./pod";
import { describePod, podChecks } from "./pod";
import type { Port, PortProps } from "./port";
import { describePorts, portCheck } from "./port";
import type { Named } from "./reference";
import type { RetryProps, Route } from "./route";
import { describeRoute, retryCheck } from "./route";
import type { Routing } from "./routing";
import { routingCheck } from "./routing";
import { dnsLabel, duration, labelValue, serviceName } from "./scalars";
import { listOf, optional, shape } from "./shape";
import type { ServiceAccount, ServiceAccountProps } from "./service-account";
import { describeServiceAccount, serviceAccountCheck } from "./service-account";
import type {
  Autoscaling,
  AutoscalingProps,
  DisruptionBudget,
} from "./scaling";
import {
  autoscalingCheck,
  describeAutoscaling,
  disruptionBudgetCheck,
} from "./scaling";
import type {
  ApplicationMetrics,
  ApplicationMetricsProps,
} from "./application-metrics";
import {
  applicationMetricsCheck,
  describeApplicationMetrics,
} from "./application-metrics";
import type { Sidecar, SidecarProps } from "./sidecar";
import { describeSidecar, sidecarCheck } from "./sidecar";
import type { TelemetrySettings } from "./telemetry";
import { telemetryCheck } from "./telemetry";
import type { Workload } from "./workload";
import { describeTarget, describeWorkloads } from "./workload";

/** A service of the mesh: its pods, how they are reached, and what is asked of it. */
export interface ServiceProps extends ContainerSettings, PodProps {
  /** The Service's name, and the `app` label of its pods. */
  readonly name: string;
  /**
   * The `version` label of the stable pods, and their subset's name.
   * @default "v1"
   */
  readonly version?: string;
  /** The one port, as a number (HTTP) or an object. Either this or `ports`. */
  readonly port?: number | PortProps;
  readonly ports?: readonly (number | PortProps)[];
  /** The team that its alerts go to. @default - the mesh's */
  readonly team?: string;
  /** Pods of the stable version. Not together with `autoscaling`. @default 2 */
  readonly replicas?: number;
  readonly autoscaling?: AutoscalingProps;
  /** @default - none */
  readonly disruptionBudget?: DisruptionBudget;
  /**
   * An existing account's name (or a construct that has one), or what to add
   * to the service's own.
   * @default - an account of its own, named like the service
   */
  readonly serviceAccount?: Named | ServiceAccountProps;
  /** @default - the mesh's settings */
  readonly sidecar?: SidecarProps;
  /** The application's own Prometheus endpoint, merged with the sidecar's. @default - none */
  readonly metrics?: ApplicationMetricsProps;
  /**
   * A second version beside the stable one; with `engine`, one whose steps are
   * taken in the cluster. @default - none
   */
  readonly canary?: CanaryProps | IdleCanaryProps | EngineCanaryProps;
  /** How long a request may take, retries included. @default - Istio's: no limit */
  readonly timeout?: string;
  /** @default - Istio's: two retries */
  readonly retries?: RetryProps;
  /** Whose objects route its requests. @default - the mesh's */
  readonly routing?: Routing;
  /** Errors and delays, to rehearse them. @default - none */
  readonly fault?: FaultProps;
  /** @default - not reachable from outside the mesh */
  readonly ingress?: IngressProps;
  /** Labels, access log and tracing of this service's pods. */
  readonly telemetry?: TelemetrySettings;
  /** What is promised to the service's users. */
  readonly slo?: ObjectiveProps;
  /** Thresholds of its alerts. @default - the mesh's */
  readonly alerts?: ThresholdProps;
  /** JSON patches of what the service makes: the way out for what is not here. */
  readonly patches?: readonly PatchProps[];
}

/** A described service: every default filled in. */
export interface Service {
  readonly name: string;
  readonly team?: string;
  readonly ports: readonly Port[];
  readonly serviceAccount: ServiceAccount;
  readonly sidecar: Sidecar;
  readonly metrics?: ApplicationMetrics;
  readonly pod: PodSettings;
  /** Stable first, then the canary, where it has pods. */
  readonly workloads: readonly Workload[];
  readonly autoscaling?: Autoscaling;
  readonly disruptionBudget?: DisruptionBudget;
  readonly route?: Route;
  /** What takes the canary's steps. Then there is one workload. */
  readonly engine?: Engine;
  readonly telemetry?: TelemetrySettings;
  readonly slo?: ObjectiveProps;
  readonly thresholds: Thresholds;
  readonly patches: readonly PatchProps[];
}

const serviceShape = shape<ServiceProps>({
  ...containerChecks,
  name: serviceName,
  version: optional(dnsLabel),
  port: optional(portCheck),
  ports: optional(listOf(portCheck, { min: 1 })),
  team: optional(labelValue),
  replicas: optional(replicasCheck),
  autoscaling: optional(autoscalingCheck),
  disruptionBudget: optional(disruptionBudgetCheck),
  serviceAccount: optional(serviceAccountCheck),
  sidecar: optional(sidecarCheck),
  metrics: optional(applicationMetricsCheck),
  ...podChecks,
  canary: optional((value, at) =>
    (hasEngine(value) ? engineCanaryCheck : canaryCheck)(value, at),
  ),
  timeout: optional(duration),
  retries: optional(retryCheck),
  routing: optional(routingCheck),
  fault: optional(faultCheck),
  ingress: optional(ingressCheck),
  telemetry: optional(telemetryCheck),
  slo: optional(objectiveCheck),
  alerts: optional(thresholdCheck),
  patches: optional(listOf(patchCheck)),
});

/** What a service takes over from its mesh where it says nothing itself. */
export interface ServiceDefaults {
  readonly team?: string;
  readonly sidecar?: SidecarProps;
  readonly thresholds?: ThresholdProps;
  readonly routing?: Routing;
}

/** Fills every default and reports everything that is wrong, all at once. */
export function describeService(
  given: ServiceProps,
  defaults: ServiceDefaults = {},
): Described<Service> {
  const problems: Problem[] = [];
  const at = new Place(`service ${nameInErrors(given)}`, problems);
  serviceShape(given, at);
  if (hasErrors(problems)) return { problems };
  const value = fill(given, defaults, at);
  return hasErrors(problems) ? { problems } : { value, problems };
}

function fill(
  given: ServiceProps,
  defaults: ServiceDefaults,
  at: Place,
): Service {
  const ports = describePorts(portsOf(given, at), at.at("ports"));
  const team = given.team ?? defaults.team;
  const routing = given.routing ?? defaults.routing ?? "istio";
  const { canary, ...plain } = given;
  const { telemetry, slo, disruptionBudget } = plain;
  const engine = hasEngine(canary)
    ? describeEngine({ ...given, routing }, canary, ports, at)
    : undefined;
  const own = hasEngine(canary)
    ? asReleased(plain, canary)
    : { ...plain, ...(canary && { canary }) };
  const route = describeRoute({ ...own, routing }, ports, at);
  return {
    name: given.name,
    ports,
    serviceAccount: describeServiceAccount(given.serviceAccount, given.name),
    sidecar: describeSidecar(
      defaults.sidecar ?? {},
      given.sidecar ?? {},
      at.at("sidecar"),
    ),
    pod: describePod(given),
    workloads: engine ? [describeTarget(own)] : describeWorkloads(own, at),
    thresholds: describeThresholds(defaults.thresholds ?? {}, given.alerts),
    patches: given.patches ?? [],
    ...(team !== undefined && { team }),
    ...(given.metrics && {
      metrics: describeApplicationMetrics(given.metrics),
    }),
    ...(given.autoscaling && { autoscaling: describeAutoscaling(own, at) }),
    ...(disruptionBudget && { disruptionBudget }),
    ...(route && { route }),
    ...(engine && { engine }),
    ...(telemetry && { telemetry }),
    ...(slo && { slo }),
  };
}

function portsOf(
  given: ServiceProps,
  at: Place,
): readonly (number | PortProps)[] {
  if (given.port !== undefined && given.ports !== undefined)
    at.error("got both port and ports", "put all of them into ports");
  const ports = given.ports ?? (given.port === undefined ? [] : [given.port]);
  if (ports.length === 0)
    at.at("port").wrong(
      undefined,
      "the port that clients call",
      "write port: 8080, or ports: [ … ]",
    );
  return ports;
}

function nameInErrors(given: unknown): string {
  const name = (given as { name?: unknown } | undefined)?.name;
  return typeof name === "string" && name !== "" ? name : "(without a name)";
}
