import { ApiObject } from "cdk8s";
import { kindRank } from "../manifests/kind-order";

/**
 * Objects in order of their kinds, and of their making within a kind; whatever
 * an object depends on comes before it all the same.
 */
export function inOrder(objects: readonly ApiObject[]): readonly ApiObject[] {
  const sorted = [...objects].sort(
    (a, b) => kindRank(a.kind) - kindRank(b.kind),
  );
  const here = new Set(objects);
  const placed = new Set<ApiObject>();
  const place = (object: ApiObject): void => {
    if (placed.has(object)) return;
    placed.add(object);
    for (const target of object.node.dependencies)
      for (const needed of target.node.findAll())
        if (needed instanceof ApiObject && here.has(needed)) place(needed);
    result.push(object);
  };
  const result: ApiObject[] = [];
  sorted.forEach(place);
  return result;
}
