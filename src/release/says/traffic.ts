import { isSet } from "../../manifests/fields";
import { same } from "../pairs";
import type { Pair } from "../pairs";
import { subjectOf } from "../pairs";
import type { Route } from "../route";
import type { RouteKind } from "../route-kinds";
import { ROUTE_KINDS } from "../route-kinds";
import type { Changes, Said } from "../said";
import { sayOf } from "../said";
import { few, instead, percent } from "../words";

/** Who gets which requests, and what is done to them on their way. */
export function traffic({ kind, canaries }: Changes): readonly Said[] {
  return ROUTE_KINDS.flatMap((words) =>
    words.kinds.flatMap(kind).flatMap((pair) => {
      const manifest = subjectOf(pair);
      const texts =
        pair.change === "removed" && canaries().makes(manifest)
          ? [
              `${manifest.identity.kind} leaves these files; Flagger makes its own`,
            ]
          : [...hosts(pair, words), ...routes(pair, words)];
      return sayOf("traffic", manifest, texts, words.service(manifest));
    }),
  );
}

function hosts({ before, after }: Pair, words: RouteKind): readonly string[] {
  if (!before || !after) return [];
  return (["hosts", "gateways"] as const).flatMap((field) => {
    const [was, is] = [before, after].map(words[field]);
    const gone = (was ?? []).filter((host) => !is?.includes(host));
    const come = (is ?? []).filter((host) => !was?.includes(host));
    return [
      ...(come.length > 0
        ? [
            `now also answers for ${field === "hosts" ? few(come) : `gateway ${few(come)}`}`,
          ]
        : []),
      ...(gone.length > 0
        ? [
            `no longer answers for ${field === "hosts" ? few(gone) : `gateway ${few(gone)}`}`,
          ]
        : []),
    ];
  });
}

interface RoutePair {
  readonly before?: Route;
  readonly after?: Route;
}

function routes(pair: Pair, words: RouteKind): readonly string[] {
  const before = pair.before ? words.rules(pair.before) : [];
  const after = pair.after ? words.rules(pair.after) : [];
  if (pair.change === "removed")
    return [
      `${words.afterwards(pair.before)}${before.some(splits) ? `, before: ${few([...new Set(before.filter(splits).map(whither))])}` : ""}`,
    ];
  const pairs = pairRoutes(before, after);
  const whens = new Map<string, string[]>();
  for (const one of pairs)
    for (const text of ofRoute(one))
      whens.set(text, [...(whens.get(text) ?? []), whenOf(one)]);
  const lines = [...whens].map(([text, when]) => {
    // A split inside the mesh and the same through a gateway are one change.
    const possible = text.includes(" of requests instead of ")
      ? after.filter(({ shares }) => shares.size > 1).length
      : after.length;
    return when.includes("") || (when.length > 1 && when.length >= possible)
      ? text
      : `${text}, where ${few(when)}`;
  });
  return [...lines, ...(words.isOrdered ? reordered(before, after) : [])];
}

/** Routes of one name are one; else those that take the same requests. */
function pairRoutes(
  before: readonly Route[],
  after: readonly Route[],
): readonly RoutePair[] {
  const rest = new Set(before);
  const take = (fits: (old: Route) => boolean): Route | undefined => {
    const found = [...rest].find(fits);
    if (found) rest.delete(found);
    return found;
  };
  const matched = new Map<Route, Route>();
  const tries: ((now: Route) => (old: Route) => boolean)[] = [
    (now) => (old) => old.name === now.name && old.when === now.when,
    (now) => (old) => old.when === now.when,
    (now) => (old) => old.name !== "" && old.name === now.name,
  ];
  for (const fits of tries)
    for (const now of after) {
      if (matched.has(now)) continue;
      const fitting = fits(now);
      const old = take((one) => one.protocol === now.protocol && fitting(one));
      if (old) matched.set(now, old);
    }
  return [
    ...after.map((now) => {
      const old = matched.get(now);
      return { after: now, ...(old && { before: old }) };
    }),
    ...[...rest].map((old) => ({ before: old })),
  ];
}

function whenOf({ before, after }: RoutePair): string {
  return (after ?? before)?.when ?? "";
}

function ofRoute({ before, after }: RoutePair): readonly string[] {
  if (!after)
    return before && (before.when !== "" || splits(before))
      ? [
          `requests have no route of their own any more, it led to ${whither(before)}`,
        ]
      : [];
  if (!before) {
    const plain = after.when === "" && !splits(after);
    return [
      ...(plain ? [] : [`requests go to ${whither(after)}, by a new route`]),
      ...[...after.settings].map(([what, text]) => `${what} ${text}`),
    ];
  }
  return [
    ...(before.when === after.when
      ? []
      : [
          `the route takes other requests; before: ${before.when === "" ? "all" : before.when}`,
        ]),
    ...shares(before, after),
    ...settings(before, after),
  ];
}

/** Whether a route does more than a Service would. */
function splits({ shares }: Route): boolean {
  return shares.size > 0 && !(shares.size === 1 && shares.has("any pod"));
}

/** `v1 (90 %) and v2 (10 %)` */
function whither({ shares, settings }: Route): string {
  if (shares.size === 0)
    return settings.has("redirect") ? "another address" : "nowhere";
  if (shares.size === 1) return [...shares.keys()].join("");
  return few(
    [...shares].map(([to, share]) => `${to} (${percent(share)})`),
    5,
  );
}

/** The one that gains is named first: that is what the change is for. */
function shares(before: Route, after: Route): readonly string[] {
  const names = [...new Set([...after.shares.keys(), ...before.shares.keys()])];
  const moved = names
    .map((name) => ({
      name,
      was: before.shares.get(name) ?? 0,
      is: after.shares.get(name) ?? 0,
    }))
    .filter(({ was, is }) => Math.abs(was - is) > 1e-9)
    .sort((a, b) => b.is - b.was - (a.is - a.was));
  if (moved.length === 0) return [];
  return [
    moved
      .map(({ name, was, is }, index) =>
        index === 0
          ? `${name} gets ${percent(is)} of requests instead of ${percent(was)}`
          : `${name} ${percent(is)} instead of ${percent(was)}`,
      )
      .join(", "),
  ];
}

function settings(before: Route, after: Route): readonly string[] {
  const [was, is] = [before, after].map(
    (route) => new Map([...route.settings, ...(route.usual ?? [])]),
  );
  const names = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])];
  return names.flatMap((name) =>
    instead(name, was?.get(name) ?? "", is?.get(name) ?? ""),
  );
}

/** The first route that fits takes a request, so their order is a change too. */
function reordered(
  before: readonly Route[],
  after: readonly Route[],
): readonly string[] {
  const keys = (routes: readonly Route[], other: readonly Route[]) =>
    routes
      .map(({ when }) => when)
      .filter((when) => other.some((one) => one.when === when));
  return same(keys(before, after), keys(after, before)) || !isSet(before[0])
    ? []
    : [
        "the routes stand in another order; the first that fits takes a request",
      ];
}
