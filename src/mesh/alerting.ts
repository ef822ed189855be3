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
}

export interface Thresholds {
  readonly errorRatio: number;
  readonly latencyP95Ms: number;
  readonly minimumRate: number;
}

const ratio: Check = (value, at) => {
  if (typeof value !== "number" || !(value > 0 && value < 1))
    at.wrong(
      value,
      "a share greater than 0 and less than 1",
      "write 0.05 for five percent",
    );
};

const rate: Check = (value, at) => {
  if (typeof value !== "number" || !(value >= 0 && Number.isFinite(value)))
    at.wrong(value, "requests a second, 0 or more", "write it like 1");
};

export const thresholdChecks = {
  errorRatio: optional(ratio),
  latencyP95: optional(duration),
  minimumRate: optional(rate),
} as const satisfies Record<keyof ThresholdProps, Check>;

export const thresholdCheck = shape<ThresholdProps>(thresholdChecks);

export interface AlertingProps extends ThresholdProps {
  /**
   * Where the runbooks are served; an alert's name in lower case follows.
   * @default - no runbook links
   */
  readonly runbooks?: string;
}

export const alertingCheck = shape<AlertingProps>({
  ...thresholdChecks,
  runbooks: optional(text),
});

export function describeThresholds(
  mesh: ThresholdProps,
  own: ThresholdProps = {},
): Thresholds {
  const given = { ...mesh, ...own };
  return {
    errorRatio: given.errorRatio ?? 0.05,
    latencyP95Ms: milliseconds(given.latencyP95 ?? "1s"),
    minimumRate: given.minimumRate ?? 1,
  };
}
