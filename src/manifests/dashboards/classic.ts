import {
  down,
  fieldsOf,
  isFields,
  listOf,
  numberOf,
  textOf,
  type Fields,
} from "../fields";
import type { Path } from "../manifest";
import type {
  Dashboard,
  Datasource,
  Panel,
  Target,
  Variable,
} from "./dashboard";

/** The panels and variables of Grafana's model up to version 1. */
export function readClassic(
  object: Fields,
  path: Path,
): Pick<Dashboard, "panels" | "variables"> {
  return {
    panels: [
      ...listOf(object["rows"]).flatMap((row, index) =>
        panelsIn(fieldsOf(row)["panels"], [...path, "rows", index, "panels"]),
      ),
      ...panelsIn(object["panels"], [...path, "panels"]),
    ],
    variables: listOf(down(object, "templating", "list")).map((one, index) =>
      readVariable(fieldsOf(one), [...path, "templating", "list", index]),
    ),
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
    called: calledPanel(title, id),
    datasource,
    targets: Array.isArray(targets)
      ? targets.map((one, index) =>
          readTarget(fieldsOf(one), [...path, "targets", index], datasource),
        )
      : undefined,
    object,
    ...settingsOf(object),
  };
}

/** As messages name it: by its title, or else by its id. */
export function calledPanel(title: string, id: number | undefined): string {
  if (title !== "") return `panel ${JSON.stringify(title)}`;
  return id === undefined ? "a panel without a title" : `panel ${id}`;
}

/** What a panel says of its fields, and how it is drawn. */
export function settingsOf(
  object: Fields,
): Pick<Panel, "defaults" | "overrides" | "options"> {
  const config = fieldsOf(object["fieldConfig"]);
  return {
    defaults: fieldsOf(config["defaults"]),
    overrides: listOf(config["overrides"]).flatMap((one) =>
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
