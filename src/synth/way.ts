import type { Manifest } from "../manifests/manifest";
import { judgeStep } from "../release/steps/judge-step";
import { safeSteps } from "../release/steps/safe-steps";
import type { StepCheck } from "../release/steps/step-check";
import type { Judged } from "./told";

type State = readonly Manifest[];

/** A whole change in safe steps. */
export interface Way {
  /** How many they are. */
  readonly length: number;
  /** The objects of all environments after the first. */
  readonly first: State;
  /** Each environment's own. */
  readonly parts: readonly {
    readonly before: State;
    readonly states: readonly State[];
  }[];
}

/**
 * The safe steps of each environment from one of its bases, of which the first
 * is safe from the other as well: nobody knows which was applied. Nothing where
 * there are none.
 */
export function wayOf(
  judged: readonly Judged[],
  checks: readonly StepCheck[],
): Way | undefined {
  const folders = [...new Set(judged.map(({ folder }) => folder))].map(
    (folder) => judged.filter((one) => one.folder === folder),
  );
  const parts = folders.flatMap((bases) => partOf(bases, checks) ?? []);
  const length = Math.max(0, ...parts.map(({ states }) => states.length));
  return parts.length === folders.length && length > 1
    ? { length, parts, first: parts.flatMap(({ states }) => states[0] ?? []) }
    : undefined;
}

type Part = Way["parts"][number];

function partOf(
  bases: readonly Judged[],
  checks: readonly StepCheck[],
): Part | undefined {
  const refuses = (before: State, after: State) =>
    judgeStep(before, after, checks).length > 0;
  const isStopped = bases.some(({ refusals }) =>
    refusals.some(({ check }) => checks.some(({ id }) => id === check)),
  );
  for (const base of bases) {
    const { before, after } = base.whole();
    const states = isStopped ? safeSteps(before, after, checks) : [after];
    const [first] = states ?? [];
    if (!states || !first) continue;
    const others = isStopped ? bases.filter((other) => other !== base) : [];
    if (others.some((other) => refuses(other.whole().before, first))) continue;
    return { before, states };
  }
  return undefined;
}
