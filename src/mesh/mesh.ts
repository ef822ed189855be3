import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import type { AlertmanagerProps } from "./alertmanager";
import { alertmanagerCheck } from "./alertmanager";
import type { AlertingProps, Thresholds } from "./alerting";
import { alertingCheck, describeThresholds } from "./alerting";
import type { Dashboards, DashboardsProps } from "./dashboards";
import {
  dashboardsCheck,
  describeDashboards,
  linkTemplate,
} from "./dashboards";
import type { CustomMetric, CustomMetricProps } from "./custom-metric";
import { customMetricCheck, describeCustomMetric } from "./custom-metric";
import { workloadKind } from "./engine/engines";
import { routesOf } from "./gateway-api";
import type { Monitoring, MonitoringProps } from "./monitoring";
import { describeMonitoring, monitoringCheck } from "./monitoring";
import type { Namespace, NamespaceProps } from "./namespace";
import { describeNamespace, namespaceCheck } from "./namespace";
import type { RuleGroupProps } from "./rule";
import type { Named } from "./reference";
import type { Routing } from "./routing";
import { routingCheck, versionsApart, versionService } from "./routing";
import { dnsLabel, labelValue } from "./scalars";
import type { Service, ServiceProps } from "./service";
import { describeService } from "./service";
import { isObject, listOf, oneOf, optional, shape } from "./shape";
import type { SidecarProps } from "./sidecar";
import { sidecarCheck } from "./sidecar";
import type { TelemetrySettings } from "./telemetry";
import { telemetryCheck } from "./telemetry";

export type MtlsMode = "PERMISSIVE" | "STRICT";

/** A mesh: one namespace of services, and how they are watched. */
export interface MeshProps {
  readonly name: string;
  /** @default - the mesh's name */
  readonly namespace?: Named | NamespaceProps;
  /**
   * Whether plain text is still let in. STRICT cuts off every client without a
   * sidecar: see docs/mtls.md before.
   * @default "PERMISSIVE"
   */
  readonly mtls?: MtlsMode;
  readonly services: readonly ServiceProps[];
  /** The team that alerts go to. @default - none */
  readonly team?: string;
  /**
   * Whose objects route requests: Istio's own, or the Gateway API's, whose CRDs
   * the cluster then needs.
   * @default "istio"
   */
  readonly routing?: Routing;
  /** Sidecar settings of all services. */
  readonly sidecar?: SidecarProps;
  /** Labels, access log and tracing of the whole namespace. */
  readonly telemetry?: TelemetrySettings;
  /** New metrics, beside Istio's standard ones. */
  readonly metrics?: readonly CustomMetricProps[];
  readonly monitoring?: MonitoringProps;
  /** Thresholds of all services' alerts, and where runbooks are. */
  readonly alerts?: AlertingProps;
  /** Alerting and recording rules of one's own, held against what the mesh emits. */
  readonly rules?: readonly RuleGroupProps[];
  /** Who is told of alerts. @default - no routing is made */
  readonly alertmanager?: AlertmanagerProps;
  /** Grafana's dashboards. @default - none are made */
  readonly dashboards?: DashboardsProps;
}

/** A described mesh: every default filled in. */
export interface MeshDescription {
  readonly name: string;
  readonly namespace: Namespace;
  readonly mtls: MtlsMode;
  readonly services: readonly Service[];
  readonly telemetry?: TelemetrySettings;
  readonly metrics: readonly CustomMetric[];
  readonly monitoring: Monitoring;
  readonly team?: string;
  readonly thresholds: Thresholds;
  readonly rules: readonly RuleGroupProps[];
  readonly runbooks?: string;
  /** Where an alert's dashboard is, with placeholders. */
  readonly dashboardLinks?: string;
  readonly dashboards?: Dashboards;
  readonly alertmanager?: AlertmanagerProps;
}

const meshShape = shape<MeshProps>({
  name: dnsLabel,
  namespace: optional(namespaceCheck),
  mtls: optional(oneOf("PERMISSIVE", "STRICT")),
  services: listOf(() => undefined),
  team: optional(labelValue),
  routing: optional(routingCheck),
  sidecar: optional(sidecarCheck),
  telemetry: optional(telemetryCheck),
  metrics: optional(listOf(customMetricCheck)),
  monitoring: optional(monitoringCheck),
  alerts: optional(alertingCheck),
  rules: optional(listOf(() => undefined)),
  alertmanager: optional(alertmanagerCheck),
  dashboards: optional(dashboardsCheck),
});

/**
 * Fills every default once and reports every input problem at once: those of
 * the mesh and of each of its services.
 */
export function describe(given: MeshProps): Described<MeshDescription> {
  const problems: Problem[] = [];
  const name = isObject(given) ? given.name : undefined;
  const at = new Place(
    `mesh ${typeof name === "string" ? name : "(without a name)"}`,
    problems,
  );
  meshShape(given, at);
  const sound = !hasErrors(problems);
  const services = describeServices(given, sound, problems);
  if (!sound) return { problems };
  const { telemetry, alerts, alertmanager, dashboards } = given;
  const links =
    alerts?.dashboards ??
    (dashboards?.grafana === undefined
      ? undefined
      : linkTemplate(dashboards.grafana));
  const monitoring = describeMonitoring(
    given.monitoring ?? {},
    at.at("monitoring"),
  );
  const value: MeshDescription = {
    name: given.name,
    namespace: describeNamespace(given.namespace ?? given.name),
    mtls: given.mtls ?? "PERMISSIVE",
    services,
    metrics: describeMetrics(given.metrics ?? [], at.at("metrics")),
    monitoring,
    ...(telemetry && { telemetry }),
    ...(alertmanager && { alertmanager }),
    thresholds: describeThresholds(alerts ?? {}),
    rules: given.rules ?? [],
    ...(given.team !== undefined && { team: given.team }),
    ...(alerts?.runbooks !== undefined && { runbooks: alerts.runbooks }),
    ...(links !== undefined && { dashboardLinks: links }),
    ...(dashboards && {
      dashboards: describeDashboards(
        dashboards,
        given.name,
        at.at("dashboards"),
      ),
    }),
  };
  services.forEach((service) => {
    if (service.metrics?.merge === false && monitoring.scrape === "annotations")
      problems.push({
        severity: "error",
        where: `service ${service.name}, metrics.merge`,
        message:
          "got merge: false where Prometheus goes by annotations, which name one endpoint a pod",
        fix: "leave merge on, or write monitoring: { scrape: 'operator' }",
      });
  });
  return hasErrors(problems) ? { problems } : { value, problems };
}

/** A mesh of which everything is made: its charts and rules need names of their own too. */
export function describeWhole(given: MeshProps): Described<MeshDescription> {
  const { value, problems } = describe(given);
  if (!value) return { problems };
  const { name: mesh, monitoring } = value;
  const clashes = value.services.flatMap(({ name }): readonly Problem[] => {
    const at = { severity: "error", where: `service ${name}` } as const;
    if (name in {})
      return [
        {
          ...at,
          message: `got ${name}, which every JavaScript object has by itself, so no chart of a mesh can be called so`,
          fix: "choose another name; new MeshService() takes it in a chart of its own, without rules",
        },
      ];
    if (name === mesh && monitoring.rules !== "none")
      return [
        {
          ...at,
          message: `got the mesh's name, whose rules are called ${name} already`,
          fix: `give one of them another name; the namespace may keep it: name: "${name}-mesh", namespace: "${name}"`,
        },
      ];
    return [];
  });
  const all = [...problems, ...clashes];
  return clashes.length > 0 ? { problems: all } : { value, problems: all };
}

function describeServices(
  given: MeshProps,
  meshIsSound: boolean,
  problems: Problem[],
): readonly Service[] {
  if (!isObject(given) || !Array.isArray(given.services)) return [];
  const { team, sidecar, alerts, routing } = given;
  const defaults = meshIsSound
    ? {
        ...(team !== undefined && { team }),
        ...(sidecar && { sidecar }),
        ...(alerts && { thresholds: alerts }),
        ...(routing && { routing }),
      }
    : {};
  const services: Service[] = [];
  const owners = new Map<string, string>();
  for (const props of given.services) {
    const described = describeService(props, defaults);
    problems.push(...described.problems);
    const service = described.value;
    if (service === undefined) continue;
    services.push(service);
    if (!claim(`service ${service.name}`, service.name, owners, problems))
      continue;
    for (const { name, version } of service.workloads)
      claim(
        `${workloadKind(service.engine).kind} ${name}`,
        `${service.name} (version ${version})`,
        owners,
        problems,
      );
  }
  for (const service of services)
    for (const version of versionsApart(service))
      claim(
        `service ${versionService(service.name, version)}`,
        `${service.name} (version ${version})`,
        owners,
        problems,
      );
  for (const { name, route } of services)
    for (const made of route ? routesOf(name, route) : [])
      claim(made, name, owners, problems);
  return services;
}

/** Two things of one name: the second is the error. */
function claim(
  name: string,
  owner: string,
  owners: Map<string, string>,
  problems: Problem[],
): boolean {
  const first = owners.get(name);
  if (first !== undefined)
    problems.push({
      severity: "error",
      where: `service ${owner}`,
      message: `got ${name} a second time; ${first} has it already`,
      fix: "give one of them another name",
    });
  else owners.set(name, owner);
  return first === undefined;
}

function describeMetrics(
  given: readonly CustomMetricProps[],
  at: Place,
): readonly CustomMetric[] {
  return given.map((props, index) => {
    if (given.findIndex(({ name }) => name === props.name) < index)
      at.at(index)
        .at("name")
        .wrong(
          props.name,
          "names that differ",
          "give one of them another name",
        );
    return describeCustomMetric(props, at.at(index));
  });
}
