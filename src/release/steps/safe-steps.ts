import { fieldsOf, listOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { same } from "../pairs";
import { judgeStep } from "./judge-step";
import { ROUTE_KINDS } from "./routed";
import type { StepCheck } from "./step-check";
import { kept, leftToFlagger } from "./take-over";

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
  // Routes that go before what they lead to does.
  const news = new Set(after.map(keyOf));
  const gone = both.new.filter((one) => !isRoute(one) || news.has(keyOf(one)));
  const ways: readonly (readonly State[])[] = [
    [after],
    [both.new, after],
    [both.old, after],
    [both.old, both.new, after],
    [gone, after],
    [both.old, gone, after],
    [both.old, both.new, gone, after],
    ...takingOver(before, after, both.old),
  ];
  return ways.find((states) =>
    states.every(
      (state, index) =>
        judgeStep(states[index - 1] ?? before, state, checks).length === 0,
    ),
  );
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
    "after",
  );
  return [
    [without, after],
    [beside, without, after],
  ];
}

/** What either state has; the routes of one of them, the subsets and ports of both. */
function union(before: State, after: State, routes: "before" | "after"): State {
  const olds = new Map(before.map((one) => [keyOf(one), one]));
  const news = new Set(after.map(keyOf));
  const made = after.flatMap((now): readonly Manifest[] => {
    const old = olds.get(keyOf(now));
    if (isRoute(now)) {
      if (routes === "after") return [now];
      return old ? [old] : [];
    }
    switch (groupKindOf(now.identity)) {
      case "networking.istio.io/DestinationRule":
        return [old ? withItemsOf(now, old, "subsets", ["name"]) : now];
      case "/Service":
        return [old ? withItemsOf(now, old, "ports", ["name", "port"]) : now];
      default:
        return [now];
    }
  });
  return [...made, ...before.filter((old) => !news.has(keyOf(old)))];
}

function isRoute({ identity }: Manifest): boolean {
  return ROUTE_KINDS.includes(groupKindOf(identity));
}

function keyOf({ identity }: Manifest): string {
  const { namespace = "", name } = identity;
  return `${groupKindOf(identity)} ${namespace} ${name}`;
}

/** The new object, and the old one's items of a list that it lacks: those that share no key with a new one. */
function withItemsOf(
  now: Manifest,
  old: Manifest,
  list: string,
  keys: readonly string[],
): Manifest {
  const items = listOf(specOf(now)[list]);
  const kept = listOf(specOf(old)[list]).filter(
    (item) =>
      !items.some((other) =>
        keys.some((key) => same(fieldsOf(item)[key], fieldsOf(other)[key])),
      ),
  );
  if (kept.length === 0) return now;
  const spec = { ...specOf(now), [list]: [...items, ...kept] };
  return { ...now, object: { ...now.object, spec } };
}
