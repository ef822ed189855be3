import { fieldsOf, listOf, textOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { judgeStep } from "./judge-step";
import type { StepCheck } from "./step-check";

type State = readonly Manifest[];

/**
 * The same change in several steps that are each accepted, the last of them the
 * change itself; nothing where none can be found. Between the two states are
 * one that has everything new and lacks nothing old, with the old routes, and
 * the same with the new ones.
 */
export function safeSteps(
  before: State,
  after: State,
  checks: readonly StepCheck[],
): readonly State[] | undefined {
  const both = {
    old: union(before, after, "before"),
    new: union(before, after, "after"),
  };
  const ways: readonly (readonly State[])[] = [
    [after],
    [both.new, after],
    [both.old, after],
    [both.old, both.new, after],
  ];
  return ways.find((states) =>
    states.every(
      (state, index) =>
        judgeStep(states[index - 1] ?? before, state, checks).length === 0,
    ),
  );
}

/** What either state has; the routes of one of them, and the subsets of both. */
function union(before: State, after: State, routes: "before" | "after"): State {
  const olds = new Map(before.map((one) => [keyOf(one), one]));
  const news = new Set(after.map(keyOf));
  const made = after.flatMap((now): readonly Manifest[] => {
    const old = olds.get(keyOf(now));
    switch (groupKindOf(now.identity)) {
      case "networking.istio.io/VirtualService":
        if (routes === "after") return [now];
        return old ? [old] : [];
      case "networking.istio.io/DestinationRule":
        return [old ? withSubsetsOf(now, old) : now];
      default:
        return [now];
    }
  });
  return [...made, ...before.filter((old) => !news.has(keyOf(old)))];
}

function keyOf({ identity }: Manifest): string {
  const { namespace = "", name } = identity;
  return `${groupKindOf(identity)} ${namespace} ${name}`;
}

/** The new rule, and the old one's subsets that it lacks. */
function withSubsetsOf(now: Manifest, old: Manifest): Manifest {
  const names = new Set(subsetsOf(now).map(nameOf));
  const kept = subsetsOf(old).filter((subset) => !names.has(nameOf(subset)));
  if (kept.length === 0) return now;
  return {
    ...now,
    object: {
      ...now.object,
      spec: { ...specOf(now), subsets: [...subsetsOf(now), ...kept] },
    },
  };
}

function subsetsOf(manifest: Manifest): readonly unknown[] {
  return listOf(specOf(manifest)["subsets"]);
}

function nameOf(subset: unknown): string {
  return textOf(fieldsOf(subset)["name"]);
}
