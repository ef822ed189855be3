/**
 * A canary's life, a word a step. Each step may be applied in any order of its
 * objects: what it routes to was there in the step before, and what it takes
 * away nothing routes to any more (docs/releases.md).
 */
export const PHASES = [
  "prepared",
  "off",
  "deployed",
  "mirror",
  "header",
  "weight",
  "promoted",
  "rolled-back",
] as const;
export type Phase = (typeof PHASES)[number];

/** Phases in which the stable version is alone. */
export type IdlePhase = "prepared" | "off";

/** What of a canary's description counts in a phase. */
export interface Meaning {
  /**
   * Where the requests go that no match picks: to all pods of the Service, to
   * one version, or to both by weight.
   */
  readonly rest: "all" | "stable" | "split" | "canary";
  readonly matches: boolean;
  readonly mirrors: boolean;
}

const stableAlone: Meaning = { rest: "stable", matches: false, mirrors: false };

export const MEANING: Readonly<Record<Phase, Meaning>> = {
  prepared: { ...stableAlone, rest: "all" },
  off: stableAlone,
  deployed: stableAlone,
  mirror: { ...stableAlone, mirrors: true },
  header: { rest: "split", matches: true, mirrors: false },
  weight: { rest: "split", matches: true, mirrors: false },
  promoted: { ...stableAlone, rest: "canary" },
  "rolled-back": stableAlone,
};

/** A canary without a phase: whatever is given counts. */
export const ALL_THAT_IS_GIVEN: Meaning = {
  rest: "split",
  matches: true,
  mirrors: true,
};

export function isIdle(phase: unknown): phase is IdlePhase {
  return phase === "prepared" || phase === "off";
}
