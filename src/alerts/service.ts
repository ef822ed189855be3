import type { MeshDescription } from "../mesh/mesh";
import { isHttp } from "../mesh/port";
import type { Service } from "../mesh/service";
import type { AlertRule, RuleGroup } from "./rule";

/**
 * What a service's users notice: too many failures, too long answers. Only
 * services with a port whose requests Istio sees have these alerts.
 */
export function serviceAlerts(
  mesh: MeshDescription,
  service: Service,
): readonly RuleGroup[] {
  if (!service.ports.some(({ protocol }) => isHttp(protocol))) return [];
  return [
    {
      name: `${service.name}-service`,
      rules: [highErrorRate(mesh, service), highLatency(mesh, service)],
    },
  ];
}

/**
 * Failures as the callers' proxies see them: also those that never reached the
 * service, and gRPC's, which ride on HTTP 200. A service without an error yet
 * has a ratio of 0, one without traffic has none.
 */
function highErrorRate(mesh: MeshDescription, service: Service): AlertRule {
  const { errorRatio, minimumRate } = service.thresholds;
  const total = rate(mesh, service, "istio_requests_total", CLIENT);
  const http = rate(
    mesh,
    service,
    "istio_requests_total",
    `${CLIENT},response_code=~"5.."`,
  );
  const grpc = rate(
    mesh,
    service,
    "istio_requests_total",
    `${CLIENT},response_code!~"5..",grpc_response_status=~"${GRPC_FAILURES}"`,
  );
  return alert(mesh, service, "HighErrorRate", {
    severity: "critical",
    expr: [
      `(`,
      `  (${http} or 0 * ${total})`,
      `  + (${grpc} or 0 * ${total})`,
      `)`,
      `/ (${total} > ${minimumRate})`,
      `> ${errorRatio}`,
    ].join("\n"),
    for: "5m",
    summary: "Callers see too many failed requests.",
    description: `{{ $value | humanizePercentage }} of the requests to ${service.name} fail, as its callers see it.`,
  });
}

/** The 95th percentile at the server, of all its pods together. */
function highLatency(mesh: MeshDescription, service: Service): AlertRule {
  const { latencyP95Ms, minimumRate } = service.thresholds;
  const buckets = rate(
    mesh,
    service,
    "istio_request_duration_milliseconds_bucket",
    SERVER,
    `le, ${SERVICE}`,
  );
  const total = rate(mesh, service, "istio_requests_total", SERVER);
  return alert(mesh, service, "HighLatency", {
    severity: "warning",
    expr: [
      `histogram_quantile(0.95, ${buckets}) > ${latencyP95Ms}`,
      `and ${total} > ${minimumRate}`,
    ].join("\n"),
    for: "10m",
    summary: "Requests take too long.",
    description: `The 95th percentile of ${service.name} is {{ printf "%.0f" $value }} ms.`,
  });
}

const SERVICE = "destination_service_name, destination_service_namespace";

/** The client's proxy reports what its application saw; the server's only what arrived. */
const CLIENT = `reporter=~"source|waypoint"`;
const SERVER = `reporter="destination"`;

/** gRPC codes that are the server's fault: unknown, deadline, exhausted, unimplemented, internal, unavailable, data loss. */
const GRPC_FAILURES = "2|4|8|12|13|14|15";

function rate(
  mesh: MeshDescription,
  service: Service,
  metric: string,
  matchers: string,
  by = SERVICE,
): string {
  const of = `destination_service_name="${service.name}",destination_service_namespace="${mesh.namespace.name}"`;
  return `sum by (${by}) (rate(${metric}{${matchers},${of}}[5m]))`;
}

function alert(
  mesh: MeshDescription,
  service: Service,
  name: string,
  rule: {
    readonly severity: "critical" | "warning";
    readonly expr: string;
    readonly for: string;
    readonly summary: string;
    readonly description: string;
  },
): AlertRule {
  return {
    alert: name,
    expr: rule.expr,
    for: rule.for,
    labels: {
      severity: rule.severity,
      namespace: mesh.namespace.name,
      service: service.name,
      ...(service.team !== undefined && { team: service.team }),
    },
    annotations: {
      summary: rule.summary,
      description: rule.description,
      ...(mesh.runbooks !== undefined && {
        runbook_url: `${mesh.runbooks.replace(/\/$/, "")}/${name.toLowerCase()}`,
      }),
    },
  };
}
