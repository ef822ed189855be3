import type { Place } from "../problems/place";
import { duration } from "./scalars";
import type { Check } from "./shape";
import { flag, mapOf, oneOf, optional, shape } from "./shape";

export interface ObjectiveProps {
  /** The share of requests that succeed, in percent: 99.9. */
  readonly availability?: number;
  /** A latency that a share of the requests stays under: `{ p95: "500ms" }`. */
  readonly latency?: Readonly<Record<string, string>>;
  /** The time over which it is promised. @default "30d" */
  readonly period?: Period;
  /**
   * Whether the fast burns page somebody; without it they make a ticket, which
   * is how a new objective best begins.
   * @default true
   */
  readonly page?: boolean;
}

export const PERIODS = ["7d", "28d", "30d", "90d"] as const;
export type Period = (typeof PERIODS)[number];

const percentile: Check = (value, at) => {
  if (typeof value !== "string" || !/^p(?!0+$)\d{2,4}$/.test(value))
    at.wrong(value, "a percentile such as p95 or p999", "write p95");
};

const availability: Check = (value, at) => {
  if (typeof value !== "number" || !(value > 0 && value < 100))
    at.wrong(
      value,
      "a share in percent, greater than 0 and less than 100",
      "write it like 99.9",
    );
};

const objectiveShape = shape<ObjectiveProps>({
  availability: optional(availability),
  latency: optional(mapOf(duration, percentile)),
  period: optional(oneOf(...PERIODS)),
  page: optional(flag),
});

export const objectiveCheck: Check = (value, at) => {
  objectiveShape(value, at);
  const { availability, latency } = (value ?? {}) as ObjectiveProps;
  if (availability === undefined && latency === undefined) empty(value, at);
};

function empty(value: unknown, at: Place): void {
  at.wrong(
    value,
    "an availability or a latency",
    'write slo: { availability: 99.9, latency: { p95: "500ms" } }',
  );
}
