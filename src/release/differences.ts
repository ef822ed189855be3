import { fieldsOf, isFields, type Fields } from "../manifests/fields";
import { canonical, same } from "./pairs";

/** A value that differs: left out on the side where it is not written. */
export interface Difference {
  /** `spec.template.spec.containers[web-app].image` */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What differs between two values, down to the smallest part that does. Items
 * of lists are known by their names where all have one, so that a container
 * put before another one is one difference.
 */
export function differences(
  before: unknown,
  after: unknown,
  path = "",
): readonly Difference[] {
  if (same(before, after)) return [];
  if (isFields(before) && isFields(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .sort()
      .flatMap((key) =>
        differences(own(before, key), own(after, key), step(path, key)),
      );
  if (Array.isArray(before) && Array.isArray(after))
    return inLists(before, after, path);
  return [
    {
      path,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ];
}

/** A field that is written; every object has a `constructor` that is not. */
function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function step(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function inLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
): readonly Difference[] {
  const olds = named(before);
  const news = olds && named(after);
  if (!olds || !news) return byPlace(before, after, path);
  const names = [...new Set([...olds.keys(), ...news.keys()])];
  const moved = (from: Map<string, unknown>, other: Map<string, unknown>) =>
    [...from.keys()].filter((name) => other.has(name));
  const [was, is] = [moved(olds, news), moved(news, olds)];
  return [
    ...names.flatMap((name) =>
      differences(olds.get(name), news.get(name), `${path}[${name}]`),
    ),
    ...(same(was, is)
      ? []
      : [{ path: `${path} (order)`, before: was, after: is }]),
  ];
}

/** Items by their names; texts are their own. Nothing where that is not clear. */
function named(items: readonly unknown[]): Map<string, unknown> | undefined {
  const known = new Map<string, unknown>();
  for (const item of items) {
    const { name, alert, record } = fieldsOf(item);
    const key = typeof item === "string" ? item : (name ?? alert ?? record);
    if (typeof key !== "string" || known.has(key)) return undefined;
    known.set(key, item);
  }
  return known;
}

/** Items by their places, between what is the same at both ends. */
function byPlace(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
): readonly Difference[] {
  const olds = before.map(canonical);
  const news = after.map(canonical);
  let start = 0;
  while (start < olds.length && olds[start] === news[start]) start++;
  let tail = 0;
  const most = Math.min(olds.length, news.length) - start;
  while (tail < most && olds.at(-1 - tail) === news.at(-1 - tail)) tail++;
  const longest = Math.max(olds.length, news.length) - tail;
  return Array.from({ length: Math.max(0, longest - start) }, (_, index) => {
    const at = start + index;
    const old = at < olds.length - tail ? before[at] : undefined;
    const now = at < news.length - tail ? after[at] : undefined;
    return differences(old, now, `${path}[${at}]`);
  }).flat();
}
