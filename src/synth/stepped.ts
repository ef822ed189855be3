import { join } from "node:path";
import type { Manifest } from "../manifests/manifest";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { clean } from "../problems/words";
import { sections, subjectsText } from "../release/gathered";
import { review } from "../release/review";
import type { Refusal } from "../release/steps/judge-step";
import { judgeStep } from "../release/steps/judge-step";
import { STEP_CHECKS } from "../release/steps/list";
import { safeSteps } from "../release/steps/safe-steps";
import { allowed } from "./allowed";
import type { StepOptions } from "./flags";
import type { RenderedFile } from "./render";
import { foreignIn, standing } from "./standing";
import type { States } from "./states";
import { statesOf } from "./states";
import { filesOfState } from "./state-files";

/** What is said of the step from the files that stand to new ones. */
export interface Stepped {
  readonly problems: readonly Problem[];
  /** Why the step is refused, for people; empty where it is not. */
  readonly refused: string;
  /** What was gone through, each with its reason. */
  readonly notes: readonly string[];
  /** What is to be written instead: the first of several safe steps. */
  readonly files: readonly RenderedFile[];
}

/**
 * Holds new files against those that stand, each environment for itself: a step
 * that would cut somebody off on the way is refused, and said in safe steps.
 */
export function stepped(
  dist: string,
  files: readonly RenderedFile[],
  options: StepOptions,
): Stepped {
  const nothing = { refused: "", notes: [], files };
  const { value: old, problems } = standing(dist, options.against);
  if (!old || hasErrors(problems)) return { ...nothing, problems };
  const foreign = foreignIn(dist);
  const found = statesOf(
    new Map([...foreign, ...old]),
    new Map([
      ...foreign,
      ...files.map(({ path, content }) => [path, content] as const),
    ]),
  ).map((states) => ({ ...states, refusals: refusalsOf(states) }));
  const { stop, notes, warnings } = allowed(
    found.flatMap(({ refusals }) => refusals),
    options.allow ?? {},
  );
  if (stop.length === 0) return { ...nothing, notes, problems: warnings };
  const checks = STEP_CHECKS.filter(({ id }) => !options.allow?.[id]);
  const ways = found.map(({ whole, refusals }) => {
    const { before, after } = whole();
    const isStopped = refusals.some((one) => stop.includes(one));
    const states = isStopped ? safeSteps(before, after, checks) : [after];
    return { before, states };
  });
  const most = Math.max(...ways.map(({ states }) => states?.length ?? 0));
  const whole = ways.every(({ states }) => states) && most > 1;
  if (options.step && whole) {
    const first = ways.flatMap(({ states }) => states?.[0] ?? []);
    return {
      problems: warnings,
      refused: "",
      notes: [
        ...notes,
        `step 1 of ${most}; commit and apply it, then synthesize again for the next`,
      ],
      files: filesOfState(first.filter(({ file }) => !foreign.has(file))),
    };
  }
  return {
    ...nothing,
    problems: warnings,
    notes,
    refused: [
      ...byCheck(stop).map((refusals) => refusalText(dist, refusals)),
      ...(whole
        ? [
            `In ${most} safe steps, of which --step writes the first:\n${ways
              .flatMap(({ before, states }) => stepLines(before, states ?? []))
              .join("\n")}`,
          ]
        : []),
    ].join("\n"),
  };
}

/** Rules are read only where something may be said of them: they are most of the text. */
function refusalsOf({ differ, light, whole }: States): readonly Refusal[] {
  if (!differ) return [];
  const { before, after } = light();
  if (before.length === 0) return [];
  const refusals = judgeStep(before, after, STEP_CHECKS);
  if (refusals.length === 0 && !isAnyGone(before, after)) return [];
  const all = whole();
  return judgeStep(all.before, all.after, STEP_CHECKS);
}

function isAnyGone(
  before: readonly Manifest[],
  after: readonly Manifest[],
): boolean {
  const key = ({ identity: { kind, namespace, name } }: Manifest) =>
    `${kind} ${namespace ?? ""} ${name}`;
  const stay = new Set(after.map(key));
  return before.some((manifest) => !stay.has(key(manifest)));
}

/** Refusals of one check and one safe order, which is said once. */
function byCheck(refusals: readonly Refusal[]): readonly Refusal[][] {
  const groups = new Map<string, Refusal[]>();
  for (const refusal of refusals) {
    const key = [refusal.check, ...refusal.order].join("\n");
    const others = groups.get(key);
    if (others) others.push(refusal);
    else groups.set(key, [refusal]);
  }
  return [...groups.values()];
}

/** So many refusals of one kind are told; the others have the same cause and the same order. */
const MOST = 10;

function refusalText(dist: string, refusals: readonly Refusal[]): string {
  const [first] = refusals;
  const more = refusals.length - MOST;
  return [
    ...refusals
      .slice(0, MOST)
      .map(
        ({ manifest: { file, identity }, message }) =>
          `error: ${join(dist, file)}: ${identity.kind} ${clean(identity.name)}: ${clean(message)}`,
      ),
    ...(more > 0 ? [`  … and ${more} more of this kind`] : []),
    ...(first?.order ?? []).map((line, index) => `  ${index + 1}. ${line}`),
    `  or go through it: --allow ${first?.check}="REASON"`,
  ].join("\n");
}

function stepLines(
  before: readonly Manifest[],
  states: readonly (readonly Manifest[])[],
): readonly string[] {
  return states.flatMap((state, index) => {
    const lines = sections(review(states[index - 1] ?? before, state)).flatMap(
      (section) => section.lines,
    );
    return lines
      .slice(0, 5)
      .map(
        (line, place) =>
          `  ${place === 0 ? `${index + 1}.` : "  "} ${clean(`${subjectsText(line)}: ${line.text}`)}`,
      );
  });
}
