import type { Unit } from "../metrics/define";
import { defined } from "../metrics/define";
import type { Counter, Gauge } from "../promql/build";

/** https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
export const SHARE = "percentunit";
/** A plain number, shortened: a count, a factor, cores. */
export const NUMBER = "short";

const VALUES: Readonly<Record<Unit, string>> = {
  requests: NUMBER,
  messages: NUMBER,
  connections: NUMBER,
  milliseconds: "ms",
  seconds: "s",
  timestamp: "dateTimeAsIso",
  bytes: "bytes",
  cores: NUMBER,
  periods: NUMBER,
  events: NUMBER,
  objects: NUMBER,
  flag: "bool",
};

/** The same a second. A second of CPU time a second is a core. */
const RATES: Readonly<Record<Unit, string>> = {
  ...VALUES,
  requests: "reqps",
  messages: "mps",
  connections: "cps",
  milliseconds: NUMBER,
  seconds: NUMBER,
  bytes: "binBps",
  events: "ops",
  objects: "ops",
};

type Metric = Counter<string> | Gauge<string>;

/** What a metric's values are in: `valueOf(istio.requestDuration.sum) => ms` */
export function valueOf(metric: AnyMetric): string {
  return VALUES[unitOf(metric)];
}

/** What a counter's growth a second is in: `rateOf(istio.requests) => reqps` */
export function rateOf(metric: AnyMetric): string {
  return RATES[unitOf(metric)];
}

/** The same of a unit alone, for metrics that a mesh brings with it. */
export const valueIn = (unit: Unit): string => VALUES[unit];
export const rateIn = (unit: Unit): string => RATES[unit];

/** Any labels will do: only the name is asked for. */
interface AnyMetric {
  readonly expr: Metric["expr"];
}

/** The catalogue's unit of a metric, or of the histogram whose part it is. */
function unitOf({ expr: { metric = "" } }: AnyMetric): Unit {
  const whole = metric.replace(/_(bucket|sum)$/, "");
  const found = defined().find(({ name }) => name === metric || name === whole);
  if (!found)
    throw new Error(`got ${metric}, which the catalogue does not have`);
  return found.unit;
}
