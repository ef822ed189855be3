import { fieldsOf, listOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { same } from "../pairs";
import { ROUTE_KINDS } from "./routed";

/** All objects as they stand at one time. */
export type State = readonly Manifest[];

/** Which form of an object stands between two states. */
export interface Forms {
  readonly routes: "before" | "after";
  /** What Services select and lead to. @default "after" */
  readonly services?: "before" | "after";
}

/** What either state has; routes and Services in the form of one of them, subsets and ports of both. */
export function union(
  before: State,
  after: State,
  { routes, services = "after" }: Forms,
): State {
  const olds = new Map(before.map((one) => [keyOf(one), one]));
  const news = new Set(after.map(keyOf));
  const made = after.flatMap((now): readonly Manifest[] => {
    const old = olds.get(keyOf(now));
    if (isRoute(now)) {
      if (routes === "after") return [now];
      return old ? [old] : [];
    }
    if (!old) return [now];
    switch (groupKindOf(now.identity)) {
      case "networking.istio.io/DestinationRule":
        return [withItemsOf(now, old, "subsets", ["name"])];
      case "/Service":
        return [
          services === "after"
            ? withItemsOf(now, old, "ports", ["name", "port"])
            : withItemsOf(old, now, "ports", ["name", "port"]),
        ];
      default:
        return [now];
    }
  });
  return [...made, ...before.filter((old) => !news.has(keyOf(old)))];
}

export function isRoute({ identity }: Manifest): boolean {
  return ROUTE_KINDS.includes(groupKindOf(identity));
}

/** Who an object is, whatever it says. */
export function keyOf({ identity }: Manifest): string {
  const { namespace = "", name } = identity;
  return `${groupKindOf(identity)} ${namespace} ${name}`;
}

/** An object, and the items of a list that another form of it has: those that share no key with one of its own. */
function withItemsOf(
  own: Manifest,
  other: Manifest,
  list: string,
  keys: readonly string[],
): Manifest {
  const items = listOf(specOf(own)[list]);
  const more = listOf(specOf(other)[list]).filter(
    (item) =>
      !items.some((one) =>
        keys.some((key) => same(fieldsOf(item)[key], fieldsOf(one)[key])),
      ),
  );
  return more.length === 0
    ? own
    : withSpec(own, { [list]: [...items, ...more] });
}

/** An object with some fields of its spec in another form. */
export function withSpec(
  manifest: Manifest,
  fields: Readonly<Record<string, unknown>>,
): Manifest {
  const spec = { ...specOf(manifest), ...fields };
  return { ...manifest, object: { ...manifest.object, spec } };
}
