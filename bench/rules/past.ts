import type { MeshDescription } from "../../src/mesh/mesh";
import type { Series } from "../../src/proof/series";
import { objectivesOf } from "../../src/slo/objectives";

/** A series between two moments, in seconds since 1970. */
export interface Stretch {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly from: number;
  readonly to: number;
  readonly value: (moment: Moment) => number;
}

/** A moment, and how far traffic has come by then: it swells and falls by a fifth in three hours. */
export interface Moment {
  readonly seconds: number;
  readonly come: number;
  /** By how much in the last five minutes, a second. */
  readonly pace: number;
}

const SWELL = (3 * 3600) / (2 * Math.PI);

export function momentAt(seconds: number, start: number): Moment {
  const come = (at: number) =>
    at - start + 0.2 * SWELL * Math.sin((at - start) / SWELL);
  return {
    seconds,
    come: come(seconds),
    pace: (come(seconds) - come(seconds - 300)) / 300,
  };
}

export interface Span {
  /** Now. */
  readonly at: number;
  /** How long the data goes on after it. */
  readonly ahead: number;
  readonly history: number;
}

/** What windows of five minutes need, and as much again. */
const SHORT = 20 * 60;

/** What is scraped: long ago only where a window over more than 15 minutes looks. */
export function scraped(
  traffic: readonly Series[],
  { at, ahead, history }: Span,
): readonly Stretch[] {
  return traffic.map((series) => ({
    metric: series.metric,
    labels: series.labels,
    from: at - (isReadFar(series) ? history : SHORT),
    to: at + ahead,
    value: valueOf(series, at),
  }));
}

/** Whether a window over 15 minutes reads it, on the raw side. */
export function isReadFar({ metric, labels }: Series): boolean {
  switch (metric) {
    case "istio_requests_total":
      return labels.reporter === "source";
    case "istio_request_duration_milliseconds_count":
      return labels.reporter === "destination";
    case "istio_request_duration_milliseconds_bucket":
      return labels.reporter === "destination" && isObjective(labels);
    default:
      return false;
  }
}

function isObjective({ le }: Series["labels"]): boolean {
  return le === "500.0";
}

function valueOf(series: Series, start: number): Stretch["value"] {
  const { perSecond, fromNow, value = 0 } = series;
  if (fromNow !== undefined) return () => start + fromNow;
  if (perSecond === undefined) return () => value;
  return /_(sum|seconds_total)$/.test(series.metric)
    ? ({ come }) => value + perSecond * come
    : ({ come }) => value + Math.floor(perSecond * come);
}

/**
 * What our recordings would have made of that past, from the rates that are
 * known. Windows and offsets look at no other recordings than these.
 */
export function recorded(
  mesh: MeshDescription,
  traffic: readonly Series[],
  { at, history }: Span,
): readonly Stretch[] {
  const rates = new Map<string, number>();
  for (const { metric, labels, perSecond = 0 } of traffic) {
    const { destination_service_name: name = "", reporter } = labels;
    const add = (what: string) =>
      rates.set(
        `${name} ${what}`,
        (rates.get(`${name} ${what}`) ?? 0) + perSecond,
      );
    if (metric === "istio_requests_total" && reporter === "source") {
      add("all");
      if (labels.response_code?.startsWith("5") === true) add("failed");
    }
    if (
      metric === "istio_request_duration_milliseconds_bucket" &&
      reporter === "destination"
    ) {
      if (labels.le === "+Inf") add("counted");
      if (isObjective(labels)) add("within");
    }
  }
  return mesh.services.flatMap((service) => {
    const rate = (what: string) => rates.get(`${service.name} ${what}`) ?? 0;
    const objectives = objectivesOf(service, mesh.monitoring.interval).value;
    const labels = {
      destination_service_name: service.name,
      destination_service_namespace: mesh.namespace.name,
    };
    const series = (metric: string, a: number, more: object = {}): Stretch => ({
      metric,
      labels: { ...labels, ...more },
      from: at - history,
      to: at,
      value: ({ pace }) => a * pace,
    });
    return [
      series("service:requests:rate5m", rate("all")),
      ...(objectives ?? []).flatMap(({ name, milliseconds }) => {
        const [bad, all] =
          milliseconds === undefined
            ? [rate("failed"), rate("all")]
            : [rate("counted") - rate("within"), rate("counted")];
        const own = { slo: name, service: service.name };
        return [
          series("slo:errors:rate5m", bad, own),
          series("slo:requests:rate5m", all, own),
        ];
      }),
    ];
  });
}
