import type { MeshDescription } from "../mesh/mesh";

/** What a dashboard's reader picks, beside the data source. */
export type VariableName = keyof typeof VARIABLES;

export type Variable = Asked | Given;

/** Values that Prometheus is asked for. */
export interface Asked {
  readonly kind: "asked";
  readonly name: string;
  readonly label: string;
  readonly query: string;
  /** Several, or all, may be picked. @default false */
  readonly many?: boolean;
  /** What comes last in the alphabet stands first: of versions, the newest as a rule. @default false */
  readonly lastFirst?: boolean;
  /** Picked at first. @default - the first there is, or all */
  readonly first?: (mesh: MeshDescription) => string;
}

/** Values that are known. */
export interface Given {
  readonly kind: "given";
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [text: string, value: string])[];
}

/** Services and their namespaces, whether they speak HTTP, gRPC or TCP. */
const TRAFFIC =
  '__name__=~"service:istio_requests:rate5m|service:istio_tcp_connections_opened:rate5m"';
const HERE = 'destination_service_namespace="$namespace"';
const TO_SERVICE = `${HERE},destination_service_name="$service"`;
const RAW =
  '__name__=~"istio_requests_total|istio_tcp_connections_opened_total"';

const SERVICES = `label_values({${TRAFFIC},${HERE}}, destination_service_name)`;

const DECLARED = "service:canary_weight:declared";

export const VARIABLES = {
  namespace: {
    kind: "asked",
    name: "namespace",
    label: "Namespace",
    query: `label_values({${TRAFFIC}}, destination_service_namespace)`,
    first: (mesh) => mesh.namespace.name,
  },
  service: {
    kind: "asked",
    name: "service",
    label: "Service",
    query: SERVICES,
  },
  services: {
    kind: "asked",
    name: "service",
    label: "Service",
    query: SERVICES,
    many: true,
  },
  canaried: {
    kind: "asked",
    name: "service",
    label: "Service",
    query: `label_values(${DECLARED}{${HERE}}, destination_service_name)`,
  },
  stable: {
    kind: "asked",
    name: "stable",
    label: "Stable",
    query: `label_values(${DECLARED}{${TO_SERVICE}}, stable)`,
    lastFirst: true,
  },
  canary: {
    kind: "asked",
    name: "canary",
    label: "Canary",
    query: `label_values(${DECLARED}{${TO_SERVICE}}, canary)`,
    lastFirst: true,
  },
  promised: {
    kind: "asked",
    name: "service",
    label: "Service",
    query: `label_values(slo:error_budget:ratio{${HERE}}, service)`,
  },
  objective: {
    kind: "asked",
    name: "slo",
    label: "Objective",
    query: `label_values(slo:error_budget:ratio{${HERE},service="$service"}, slo)`,
  },
  reporter: {
    kind: "given",
    name: "reporter",
    label: "Reporter",
    options: [
      ["Server", "destination"],
      ["Clients", "source|waypoint"],
    ],
  },
  workload: {
    kind: "asked",
    name: "workload",
    label: "Workload",
    query: `label_values({${RAW},${TO_SERVICE}}, destination_workload)`,
    many: true,
  },
  sourceNamespace: {
    kind: "asked",
    name: "source_namespace",
    label: "Client namespace",
    query: `label_values({${RAW},${TO_SERVICE}}, source_workload_namespace)`,
    many: true,
  },
  sourceWorkload: {
    kind: "asked",
    name: "source_workload",
    label: "Client workload",
    query: `label_values({${RAW},${TO_SERVICE},source_workload_namespace=~"$source_namespace"}, source_workload)`,
    many: true,
  },
} as const satisfies Readonly<Record<string, Variable>>;

/** The names of queries' placeholders: a namespace and, in it, a service. */
export const NAMESPACE = "$namespace";
export const PICKED = { namespace: NAMESPACE, service: "$service" } as const;
/** The window that Grafana picks: at least four scrapes long. */
export const WINDOW = "$__rate_interval";
