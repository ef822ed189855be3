import { fieldsOf, listOf, textOf } from "../fields";
import type { Index } from "../index-of";
import { readClassic } from "./classic";
import type { Dashboard } from "./dashboard";
import { readElements } from "./elements";
import { findDashboards, givenInputs, type Found } from "./find";
import { hasElements } from "./is-dashboard";

const known = new WeakMap<Index, readonly Dashboard[]>();

/** All dashboards of what was read. */
export function dashboardsOf(index: Index): readonly Dashboard[] {
  const before = known.get(index);
  if (before) return before;
  const dashboards = findDashboards(index).found.map(readDashboard);
  known.set(index, dashboards);
  return dashboards;
}

function readDashboard({ manifest, path, object }: Found): Dashboard {
  const title = textOf(object["title"]);
  const given = new Set(givenInputs(manifest));
  return {
    manifest,
    path,
    object,
    title,
    uid: textOf(object["uid"]),
    called: `dashboard ${JSON.stringify(title)}`,
    ...(hasElements(object)
      ? readElements(object, path)
      : readClassic(object, path)),
    inputs: new Map(
      listOf(object["__inputs"]).map((one) => {
        const { name, pluginId } = fieldsOf(one);
        return [textOf(name), textOf(pluginId)];
      }),
    ),
    isGiven: (input) => given.has(input),
  };
}
