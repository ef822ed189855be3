import type { MeshDescription } from "../mesh/mesh";
import type { Thresholds } from "../mesh/alerting";

/** Beyond which an alert fires. */
export interface Limit {
  readonly value: number;
  readonly bad: "above" | "below";
  readonly severity: "critical" | "warning";
  /** Other values, for services that have their own. */
  readonly own?: readonly OwnLimit[];
}

export interface OwnLimit {
  readonly value: number;
  readonly services: readonly string[];
}

export function above(
  value: number,
  severity: Limit["severity"] = "warning",
): Limit {
  return { value, bad: "above", severity };
}

export function below(
  value: number,
  severity: Limit["severity"] = "warning",
): Limit {
  return { value, bad: "below", severity };
}

/** A threshold of services' alerts: the mesh's, and those of services that differ. */
export function ofServices(
  { thresholds, services }: MeshDescription,
  name: keyof Thresholds,
  severity: Limit["severity"] = "warning",
): Limit {
  const value = thresholds[name];
  const others = new Map<number, string[]>();
  for (const { name: service, thresholds: own } of services)
    if (own[name] !== value)
      others.set(own[name], [...(others.get(own[name]) ?? []), service]);
  return {
    ...above(value, severity),
    ...(others.size > 0 && {
      own: [...others].map(([value, services]) => ({ value, services })),
    }),
  };
}
