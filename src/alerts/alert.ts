import type { DashboardName } from "../mesh/dashboards";
import type { MeshDescription } from "../mesh/mesh";
import type { Service } from "../mesh/service";
import type { FaultText } from "../proof/faults";
import type { Query } from "../promql/build";
import type { CanaryTarget } from "../signals/canary";
import type { Target } from "../signals/requests";

/** critical pages somebody, warning makes a ticket, info is only looked at. */
export type Severity = "critical" | "warning" | "info";

/** What an alert is about: a mesh once, each service, or each canary. */
export interface MeshSubject {
  readonly mesh: MeshDescription;
}
export interface ServiceSubject extends MeshSubject {
  readonly service: Service;
  readonly target: Target;
}
export interface CanarySubject extends ServiceSubject {
  readonly canary: CanaryTarget;
  readonly weight: number;
}

/**
 * An alert and everything that belongs to it. Without a proof it does not
 * compile: the faults that it must fire on, and the traffic that comes close
 * and must leave it silent.
 */
export interface Alert<Subject> {
  /** CamelCase, at most 40 characters. */
  readonly name: string;
  readonly severity: Severity | ((subject: Subject) => Severity);
  /** For which subjects it is made at all. @default - all */
  readonly applies?: (subject: Subject) => boolean;
  readonly query: (subject: Subject) => Query;
  readonly for: string;
  readonly keepFiringFor?: string;
  /**
   * The `service` label, where the subject is a mesh: a name, or a template of
   * a label that the query keeps.
   */
  readonly service?: string;
  /** One sentence that stays the same. */
  readonly summary: string;
  /** A template; it may use `$value` and the labels that the query keeps. */
  readonly description: string | ((subject: Subject) => string);
  /** The dashboard that shows what it is about. */
  readonly dashboard: DashboardName;
  readonly runbook: Runbook;
  readonly proof: Proof;
}

/** What an on-call engineer reads; each line of it plain Markdown. */
export interface Runbook {
  readonly meaning: string;
  readonly impact: string;
  /** Steps: a sentence, and the command where there is one. */
  readonly diagnosis: readonly (string | readonly [string, string])[];
  readonly mitigation: readonly string[];
}

export interface Proof {
  readonly fires: readonly [Played, ...Played[]];
  readonly silent: readonly [Played, ...Played[]];
}

/** Faults on the example mesh, as the drill takes them, and for how many minutes. */
export interface Played {
  readonly fault: FaultOf;
  /** @default 40 */
  readonly minutes?: number;
}

/** `web-app:errors=20%`, or `istiod-down` for a whole mesh. */
export type FaultOf = FaultText | `${string}:${FaultText}`;

export function played(fault: FaultOf, minutes?: number): Played {
  return { fault, ...(minutes !== undefined && { minutes }) };
}
