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
import { allowed } from "./allowed";
import type { StepOptions } from "./flags";
import type { RenderedFile } from "./render";
import type { Told } from "./told";
import { byBase } from "./told";
import type { Base } from "./standing";
import { foreignIn, standing } from "./standing";
import type { States } from "./states";
import { statesOf } from "./states";
import { filesOfState } from "./state-files";
import { wayOf } from "./way";

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
  const { value: bases, problems } = standing(dist, options.against);
  if (!bases || hasErrors(problems)) return { ...nothing, problems };
  const foreign = foreignIn(dist);
  const found = statesOf(
    bases.map(({ from, files: old }) => ({
      from,
      files: new Map([...foreign, ...old]),
    })),
    new Map([
      ...foreign,
      ...files.map(({ path, content }) => [path, content] as const),
    ]),
  ).map((states) => ({ ...states, refusals: refusalsOf(states) }));
  const told = byBase(found);
  const { stop, notes, warnings } = allowed(
    told.map(({ refusal }) => refusal),
    options.allow ?? {},
  );
  if (stop.length === 0) return { ...nothing, notes, problems: warnings };
  const stopped = told.filter(({ refusal }) => stop.includes(refusal));
  const way = wayOf(
    found,
    STEP_CHECKS.filter(({ id }) => !options.allow?.[id]),
  );
  if (options.step && way)
    return {
      problems: warnings,
      refused: "",
      notes: [
        ...notes,
        `step 1 of ${way.length}; commit and apply it, then synthesize again for the next`,
      ],
      files: filesOfState(way.first.filter(({ file }) => !foreign.has(file))),
    };
  return {
    ...nothing,
    problems: warnings,
    notes,
    refused: [
      ...alike(stopped).map((refusals) =>
        refusalText(dist, refusals, bases.length > 1),
      ),
      ...(way
        ? [
            `In ${way.length} safe steps, of which --step writes the first:\n${way.parts
              .flatMap(({ before, states }) => stepLines(before, states))
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

/** Refusals of one check, one safe order and the same bases, which is said once. */
function alike(told: readonly Told[]): readonly Told[][] {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const { check, order } = one.refusal;
    const key = [check, ...order, ...one.from].join("\n");
    const others = groups.get(key);
    if (others) others.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/** So many refusals of one kind are told; the others have the same cause and the same order. */
const MOST = 10;

function refusalText(
  dist: string,
  told: readonly Told[],
  severalBases: boolean,
): string {
  const [first] = told;
  const more = told.length - MOST;
  const only = first?.from.length === 1 ? first.from[0] : undefined;
  return [
    ...told.slice(0, MOST).map(
      ({
        refusal: {
          manifest: { file, identity },
          message,
        },
      }) =>
        `error: ${join(dist, file)}: ${identity.kind} ${clean(identity.name)}: ${clean(message)}`,
    ),
    ...(more > 0 ? [`  … and ${more} more of this kind`] : []),
    ...(first?.refusal.order ?? []).map(
      (line, index) => `  ${index + 1}. ${line}`,
    ),
    ...(only && severalBases ? [`  ${whichBase(dist, only)}`] : []),
    `  or go through it: --allow ${first?.refusal.check}="REASON"`,
  ].join("\n");
}

/** What to do where only one of two bases refuses: nobody knows which was applied. */
function whichBase(dist: string, from: Base["from"]): string {
  return from === "commit"
    ? `this is the step from the last commit; ${dist} on the disk is a step further: commit it, and apply it, before the next`
    : `this is the step from ${dist} on the disk, which is not committed: where it was never applied, git stash -u -- ${dist}`;
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
