import { duration, milliseconds } from "./scalars";
import type { Check } from "./shape";
import { optional, shape, text } from "./shape";

/** When the threshold alerts fire. A service may override the mesh's. */
export interface ThresholdProps {
  /** The share of failed requests. @default 0.05 */
  readonly errorRatio?: number;
  /** The 95th percentile of the request duration at the server. @default "1s" */
  readonly latencyP95?: string;
  /** Requests a second below which ratios and quantiles say nothing. @default 1 */
  readonly minimumRate?: number;
  /** Requests a second that Envoy fails itself, before they reach a pod. @default 0.1 */
  readonly unreachableRate?: number;
  /** What is left of the traffic of an hour ago, as a share. @default 0.2 */
  readonly trafficLeft?: number;
  /** Failed TCP connections a second. @default 0.5 */
  readonly tcpFailureRate?: number;
  /** By how much the canary may fail more than stable, as a share of its requests. @default 0.02 */
  readonly canaryErrorIncrease?: number;
  /** By what factor the canary's 95th percentile may exceed stable's. @default 1.5 */
  readonly canaryLatencyFactor?: number;
  /** A canary faster than this is not compared. @default "50ms" */
  readonly canaryLatencyFloor?: string;
  /** By how much the canary's observed share may differ from its weight. @default 0.05 */
  readonly canaryWeightDrift?: number;
  /** Mean time that the client's proxy and the network may add. @default "10ms" */
  readonly proxyOverhead?: string;
  /** The share of requests that come with mTLS. @default 0.99 */
  readonly mtlsShare?: number;
  /** Use of the sidecar's memory limit, as a share. @default 0.9 */
  readonly sidecarMemory?: number;
  /** Use of the sidecar's CPU limit, as a share. @default 0.9 */
  readonly sidecarCpu?: number;
  /** The share of periods in which the sidecar is held back. @default 0.25 */
  readonly sidecarThrottling?: number;
  /** Restarts of a sidecar in 15 minutes. @default 2 */
  readonly sidecarRestarts?: number;
  /** The 99th percentile of the time that configuration takes to reach the proxies. @default "10s" */
  readonly convergence?: string;
  /** The share of sidecars that cannot be scraped. @default 0.1 */
  readonly scrapesDown?: number;
  /** How long before its end the root certificate is warned of. @default "720h" */
  readonly rootCertificate?: string;
  /** How long before its end a workload's certificate is warned of; it should be renewed by then. @default "1h" */
  readonly workloadCertificate?: string;
}

/** Durations in milliseconds. */
export type Thresholds = {
  readonly [K in keyof Required<ThresholdProps>]: number;
};

const DEFAULTS: Required<ThresholdProps> = {
  errorRatio: 0.05,
  latencyP95: "1s",
  minimumRate: 1,
  unreachableRate: 0.1,
  trafficLeft: 0.2,
  tcpFailureRate: 0.5,
  canaryErrorIncrease: 0.02,
  canaryLatencyFactor: 1.5,
  canaryLatencyFloor: "50ms",
  canaryWeightDrift: 0.05,
  proxyOverhead: "10ms",
  mtlsShare: 0.99,
  sidecarMemory: 0.9,
  sidecarCpu: 0.9,
  sidecarThrottling: 0.25,
  sidecarRestarts: 2,
  convergence: "10s",
  scrapesDown: 0.1,
  rootCertificate: "720h",
  workloadCertificate: "1h",
};

const ratio: Check = (value, at) => {
  if (typeof value !== "number" || !(value > 0 && value < 1))
    at.wrong(
      value,
      "a share greater than 0 and less than 1",
      "write 0.05 for five percent",
    );
};

function atLeast(min: number, expected: string, fix: string): Check {
  return (value, at) => {
    if (typeof value !== "number" || !(value >= min && Number.isFinite(value)))
      at.wrong(value, expected, fix);
  };
}

const rate = atLeast(0, "a number a second, 0 or more", "write it like 1");
const factor = atLeast(1, "a factor of at least 1", "write it like 1.5");
const count = atLeast(0, "a count, 0 or more", "write it like 2");

export const thresholdChecks = {
  errorRatio: optional(ratio),
  latencyP95: optional(duration),
  minimumRate: optional(rate),
  unreachableRate: optional(rate),
  trafficLeft: optional(ratio),
  tcpFailureRate: optional(rate),
  canaryErrorIncrease: optional(ratio),
  canaryLatencyFactor: optional(factor),
  canaryLatencyFloor: optional(duration),
  canaryWeightDrift: optional(ratio),
  proxyOverhead: optional(duration),
  mtlsShare: optional(ratio),
  sidecarMemory: optional(ratio),
  sidecarCpu: optional(ratio),
  sidecarThrottling: optional(ratio),
  sidecarRestarts: optional(count),
  convergence: optional(duration),
  scrapesDown: optional(ratio),
  rootCertificate: optional(duration),
  workloadCertificate: optional(duration),
} as const satisfies Record<keyof ThresholdProps, Check>;

export const thresholdCheck = shape<ThresholdProps>(thresholdChecks);

export interface AlertingProps extends ThresholdProps {
  /**
   * Where the runbooks are served; an alert's name in lower case follows.
   * @default - no runbook links
   */
  readonly runbooks?: string;
  /**
   * The dashboard an alert links to; `{alert}`, `{namespace}`, `{service}` and
   * `{dashboard}`, the uid of the dashboard that shows it, are filled in.
   * @default - those of `dashboards.grafana`, if that is given, else no links
   */
  readonly dashboards?: string;
}

export const alertingCheck = shape<AlertingProps>({
  ...thresholdChecks,
  runbooks: optional(text),
  dashboards: optional(text),
});

/** The mesh's settings under the service's own, and the defaults under both. */
export function describeThresholds(
  mesh: ThresholdProps,
  own: ThresholdProps = {},
): Thresholds {
  const given = { ...DEFAULTS, ...mesh, ...own };
  const numbers = Object.keys(DEFAULTS).map((name) => {
    const value = given[name as keyof ThresholdProps];
    return [name, typeof value === "number" ? value : milliseconds(value)];
  });
  return Object.fromEntries(numbers) as Thresholds;
}
