import { byName } from "./by-name";
import { judgeStep } from "./judge-step";
import { permissive } from "./permissive";
import type { StepCheck } from "./step-check";
import { kept, leftToFlagger } from "./take-over";
import { isRoute, keyOf, union } from "./union";
import type { State } from "./union";

/**
 * The same change in several steps that are each accepted, the last of them the
 * change itself; nothing where none can be found, and the fewest where there are
 * several ways.
 */
export function safeSteps(
  before: State,
  after: State,
  checks: readonly StepCheck[],
): readonly State[] | undefined {
  return waysOf(before, after).find((states) =>
    states.every(
      (state, index) =>
        judgeStep(states[index - 1] ?? before, state, checks).length === 0,
    ),
  );
}

/** All that may be tried, the shortest first. STRICT comes last, after PERMISSIVE. */
function waysOf(before: State, after: State): readonly (readonly State[])[] {
  const mild = permissive(before, after);
  const ways = [
    ...[[], ...between(before, mild)].map((states) => [...states, after]),
    ...(mild === after
      ? []
      : [[], ...between(before, mild)].map((states) => [
          ...states,
          mild,
          after,
        ])),
  ];
  return ways.sort((one, other) => one.length - other.length);
}

/**
 * What may stand between two states: everything new and nothing old missing,
 * with the old Services and routes, then the new Services, then the new routes.
 */
function between(before: State, after: State): readonly (readonly State[])[] {
  const held = union(before, after, { routes: "before", services: "before" });
  const old = union(before, after, { routes: "before" });
  const both = union(before, after, { routes: "after" });
  // Routes that go before what they lead to does.
  const news = new Set(after.map(keyOf));
  const gone = both.filter((one) => !isRoute(one) || news.has(keyOf(one)));
  const named = byName(before, after);
  return [
    [both],
    [old],
    [old, both],
    [gone],
    [old, gone],
    [old, both, gone],
    [held],
    [held, old],
    [held, old, both],
    ...(named ? [named] : []),
    ...takingOver(before, after, old),
  ];
}

/**
 * A service that Flagger takes over: first all of it stands beside the Canary,
 * and what Flagger will make is kept from pruning; then that leaves the files;
 * what is left of the old goes last.
 */
function takingOver(
  before: State,
  after: State,
  both: State,
): readonly (readonly State[])[] {
  const left = leftToFlagger(before, after);
  if (left.size === 0) return [];
  const beside = both.map((one) => (left.has(one) ? kept(one) : one));
  const without = union(
    before.filter((one) => !left.has(one)),
    after,
    { routes: "after" },
  );
  return [[without], [beside, without]];
}
