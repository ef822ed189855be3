import {
  down,
  fieldsOf,
  isFields,
  listOf,
  numberOf,
  textOf,
  type Fields,
} from "../fields";
import type { Index } from "../index-of";
import type { Path } from "../manifest";
import type {
  Dashboard,
  Datasource,
  Panel,
  Target,
  Variable,
} from "./dashboard";
import { findDashboards, givenInputs, type Found } from "./find";

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
    panels: [
      ...listOf(object["rows"]).flatMap((row, index) =>
        panelsIn(fieldsOf(row)["panels"], [...path, "rows", index, "panels"]),
      ),
      ...panelsIn(object["panels"], [...path, "panels"]),
    ],
    variables: listOf(down(object, "templating", "list")).map((one, index) =>
      readVariable(fieldsOf(one), [...path, "templating", "list", index]),
    ),
    inputs: new Map(
      listOf(object["__inputs"]).map((one) => {
        const { name, pluginId } = fieldsOf(one);
        return [textOf(name), textOf(pluginId)];
      }),
    ),
    isGiven: (input) => given.has(input),
  };
}

/** Panels and those that they hold, in order. */
function panelsIn(list: unknown, path: Path): readonly Panel[] {
  const panels: Panel[] = [];
  const open = listOf(list).map((value, index) => ({
    value,
    path: [...path, index] as Path,
  }));
  open.reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    if (!isFields(next.value)) continue;
    panels.push(readPanel(next.value, next.path));
    const inner = listOf(next.value["panels"]);
    for (let index = inner.length - 1; index >= 0; index--)
      open.push({ value: inner[index], path: [...next.path, "panels", index] });
  }
  return panels;
}

function readPanel(object: Fields, path: Path): Panel {
  const title = textOf(object["title"]);
  const id = numberOf(object["id"]);
  const datasource = datasourceOf(object["datasource"]);
  const { targets } = object;
  return {
    path,
    id,
    title,
    description: textOf(object["description"]),
    type: textOf(object["type"]),
    called:
      title !== ""
        ? `panel ${JSON.stringify(title)}`
        : id === undefined
          ? "a panel without a title"
          : `panel ${id}`,
    datasource,
    targets: Array.isArray(targets)
      ? targets.map((one, index) =>
          readTarget(fieldsOf(one), [...path, "targets", index], datasource),
        )
      : undefined,
    object,
    defaults: fieldsOf(down(object, "fieldConfig", "defaults")),
    overrides: listOf(down(object, "fieldConfig", "overrides")).flatMap((one) =>
      listOf(fieldsOf(one)["properties"]).map(fieldsOf),
    ),
    options: fieldsOf(object["options"]),
  };
}

function readTarget(
  object: Fields,
  path: Path,
  panel: Datasource | undefined,
): Target {
  return {
    path,
    hide: object["hide"] === true,
    expr: textOf(object["expr"]),
    exprPath: [...path, "expr"],
    datasource: datasourceOf(object["datasource"]) ?? panel,
    panelId: numberOf(object["panelId"]),
  };
}

function readVariable(object: Fields, path: Path): Variable {
  const { query } = object;
  const inner = isFields(query) ? textOf(query["query"]) : undefined;
  return {
    path,
    name: textOf(object["name"]),
    label: textOf(object["label"]),
    type: textOf(object["type"]),
    query: inner ?? textOf(query),
    queryPath: [...path, "query", ...(inner === undefined ? [] : ["query"])],
    datasource: datasourceOf(object["datasource"]),
    multi: object["multi"] === true,
    includeAll: object["includeAll"] === true,
    allValue: textOf(object["allValue"]),
    refresh: numberOf(object["refresh"]) ?? 0,
  };
}

/** By its name, as older dashboards write it, or by type and id. */
function datasourceOf(value: unknown): Datasource | undefined {
  if (typeof value === "string") return { type: "", uid: value };
  if (!isFields(value)) return undefined;
  return { type: textOf(value["type"]), uid: textOf(value["uid"]) };
}
