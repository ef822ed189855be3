import { canarySubject, serviceSubject } from "../../src/alerts/subjects";
import type { CanarySubject } from "../../src/alerts/alert";
import type { MeshDescription } from "../../src/mesh/mesh";
import type { AlertRule, RuleGroup } from "../../src/mesh/rule";
import type { Service } from "../../src/mesh/service";
import { le } from "../../src/proof/histogram";
import type { Rules } from "../../src/rules/rules";
import { burnThreshold } from "../../src/slo/recordings";
import type { Objective } from "../../src/slo/objectives";
import { objectivesOf } from "../../src/slo/objectives";
import { burns } from "../../src/slo/windows";

/**
 * The opponent: the same alerts on Istio's own series, without recordings, as
 * one who minds the cost writes them by hand. Where a comparison makes `or 0 *
 * total` idle it is left out, and so are gRPC's statuses: all services speak
 * plain HTTP. The same name, labels and annotations; nobody's samples twice.
 */
export function rawRules(mesh: MeshDescription, rules: Rules): Rules {
  const services = new Map(
    mesh.services.map((service) => {
      const write = ofService(mesh, service);
      const groups = rules.services.get(service.name) ?? [];
      return [service.name, rewritten(groups, write)] as const;
    }),
  );
  return {
    mesh: rewritten(rules.mesh, ofMesh(mesh)),
    services,
    problems: [],
  };
}

type Write = (alert: AlertRule) => string | undefined;

/** Groups without recordings; an alert that reads one has another query. */
function rewritten(groups: readonly RuleGroup[], write: Write) {
  return groups
    .map((group) => ({
      ...group,
      rules: group.rules.flatMap((rule) => {
        if (!("alert" in rule)) return [];
        if (!/\b(service|slo):/.test(rule.expr)) return [rule];
        const expr = write(rule);
        if (expr === undefined)
          throw new Error(`${rule.alert} has no wording on raw series yet`);
        return [{ ...rule, expr }];
      }),
    }))
    .filter((group) => group.rules.length > 0);
}

const B = "destination_service_name, destination_service_namespace";
const REQUESTS = "istio_requests_total";
const DURATION = "istio_request_duration_milliseconds";
const CLIENTS = 'reporter=~"source|waypoint"';
const SERVER = 'reporter="destination"';
const FAILED = 'response_code=~"5.."';
const UNREACHED = 'response_flags=~".*(UH|UF|NR|NC|UO|URX).*"';

function rate(
  metric: string,
  matchers: readonly string[],
  window = "5m",
  offset = "",
): string {
  return `sum by (${B}) (rate(${metric}{${matchers.join(",")}}[${window}]${offset}))`;
}

function ofMesh({ namespace, thresholds }: MeshDescription): Write {
  const here = `destination_service_namespace="${namespace.name}"`;
  const server = [SERVER, here];
  const policy = (op: string) => `connection_security_policy${op}"mutual_tls"`;
  const mean = (reporter: string) => {
    const where = [`reporter="${reporter}"`, here];
    return `${rate(`${DURATION}_sum`, where)} / (${rate(`${DURATION}_count`, where)} > 0)`;
  };
  const written: Readonly<Record<string, string>> = {
    IstioPlaintextRequests: `${rate(REQUESTS, [...server, policy("!=")])} > 0`,
    IstioPlaintextTcp: `${rate("istio_tcp_connections_opened_total", [...server, policy("!=")])} > 0`,
    IstioMtlsShareLow: `(${rate(REQUESTS, [...server, policy("=")])} or ${rate(REQUESTS, server)} * 0) / (${rate(REQUESTS, server)} > 0) < ${thresholds.mtlsShare}`,
    IstioProxyOverheadHigh: `(${mean("source")}) - (${mean("destination")}) > ${thresholds.proxyOverhead}`,
    IstioTelemetryAbsent: `count by (destination_service_namespace) (max_over_time(${REQUESTS}{${CLIENTS},${here}}[1d:30m]) > 0) unless count by (destination_service_namespace) (${REQUESTS}{${CLIENTS},${here}})`,
  };
  return ({ alert }) => written[alert];
}

function ofService(mesh: MeshDescription, service: Service): Write {
  const subject = serviceSubject(mesh, service);
  const canary = canarySubject(subject);
  const objectives = objectivesOf(service, mesh.monitoring.interval).value;
  const { thresholds } = service;
  const me = [
    `destination_service_name="${service.name}"`,
    `destination_service_namespace="${mesh.namespace.name}"`,
  ];
  const series = `${REQUESTS}{${[CLIENTS, ...me].join(",")}}`;
  const all = (side: string) => rate(REQUESTS, [side, ...me]);
  const failed = (side: string) => rate(REQUESTS, [side, ...me, FAILED]);
  const before = rate(REQUESTS, [CLIENTS, ...me], "5m", " offset 1h");
  const written: Readonly<Record<string, string>> = {
    IstioServiceErrorRateHigh: `${failed(CLIENTS)} / ${all(CLIENTS)} > ${thresholds.errorRatio} and ${all(CLIENTS)} > ${thresholds.minimumRate}`,
    IstioServiceServerErrorRateHigh: `${failed(SERVER)} / ${all(SERVER)} > ${thresholds.errorRatio} and ${all(SERVER)} > ${thresholds.minimumRate}`,
    IstioServiceUnreachable: `sum by (${B}, response_flags) (rate(${REQUESTS}{${[CLIENTS, ...me, UNREACHED].join(",")}}[5m])) > ${thresholds.unreachableRate}`,
    IstioServiceLatencyP95High: `${p95(me)} > ${thresholds.latencyP95} and ${all(SERVER)} > ${thresholds.minimumRate}`,
    IstioServiceTrafficDropped: `(${all(CLIENTS)} or ${before} * 0) < ${before} * ${thresholds.trafficLeft} and ${before} > ${5 * thresholds.minimumRate}`,
    IstioServiceTelemetryAbsent: `sum by (${B}) (max_over_time(${series}[1d:30m])) > 0 unless sum by (${B}) (${series})`,
    ...(canary && ofCanary(canary, me)),
  };
  return ({ alert, labels }) => {
    const objective = objectives?.find(({ name }) => name === labels?.slo);
    return objective
      ? burn(alert, objective, me, thresholds.minimumRate)
      : written[alert];
  };
}

function p95(matchers: readonly string[]): string {
  return `histogram_quantile(0.95, sum by (le, ${B}) (rate(${DURATION}_bucket{${[SERVER, ...matchers].join(",")}}[5m])))`;
}

function ofCanary(
  { canary, weight, service: { thresholds } }: CanarySubject,
  me: readonly string[],
): Readonly<Record<string, string>> {
  const [v1, v2] = [canary.stable, canary.canary].map((version) => [
    ...me,
    `destination_version="${version}"`,
  ]) as [string[], string[]];
  const all = (where: readonly string[]) => rate(REQUESTS, [SERVER, ...where]);
  const failed = (where: readonly string[]) =>
    rate(REQUESTS, [SERVER, ...where, FAILED]);
  const seen = `${all(v2)} > ${thresholds.minimumRate / 2}`;
  const busy = `${all(me)} > ${5 * thresholds.minimumRate}`;
  return {
    IstioCanaryErrorRegression: `${failed(v2)} / ${all(v2)} - (${failed(v1)} or ${all(v1)} * 0) / ${all(v1)} > ${thresholds.canaryErrorIncrease} and ${seen}`,
    IstioCanaryWithoutEndpoint: `${rate(REQUESTS, [CLIENTS, ...me, UNREACHED])} > ${thresholds.unreachableRate} and ${all(v1)} > 0 unless ${all(v2)} > 0`,
    IstioCanaryLatencyRegression: `(${p95(v2)} > ${thresholds.canaryLatencyFloor}) / (${p95(v1)} > 0) > ${thresholds.canaryLatencyFactor} and ${seen}`,
    IstioCanaryWeightDrift: `abs((${all(v2)} or ${all(me)} * 0) / (${all(me)} > 0) - ${weight}) > ${thresholds.canaryWeightDrift} and ${busy}`,
    IstioCanaryNoTraffic: `(${all(v2)} or ${all(me)} * 0) == 0 and ${busy}`,
  };
}

function burn(
  alert: string,
  objective: Objective,
  me: readonly string[],
  minimumRate: number,
): string | undefined {
  const row = burns(objective.period).find(
    ({ speed }) => alert === `IstioSloBurn${speed}`,
  );
  if (!row) return undefined;
  const limit = burnThreshold(objective, row.factor);
  const { milliseconds } = objective;
  const all = (window: string) =>
    milliseconds === undefined
      ? rate(REQUESTS, [CLIENTS, ...me], window)
      : rate(`${DURATION}_count`, [SERVER, ...me], window);
  const ratio = (window: string) =>
    milliseconds === undefined
      ? `${rate(REQUESTS, [CLIENTS, ...me, FAILED], window)} / ${all(window)}`
      : `1 - ${rate(`${DURATION}_bucket`, [SERVER, ...me, `le="${le(milliseconds)}"`], window)} / ${all(window)}`;
  return `${ratio(row.long)} > ${limit} and ${ratio(row.short)} > ${limit} and ${all("1h")} > ${minimumRate}`;
}
