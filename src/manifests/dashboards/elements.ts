import {
  down,
  fieldsOf,
  listOf,
  numberOf,
  textOf,
  type Fields,
} from "../fields";
import type { Path } from "../manifest";
import { calledPanel, settingsOf } from "./classic";
import type {
  Dashboard,
  Datasource,
  Panel,
  Target,
  Variable,
} from "./dashboard";

/**
 * The panels and variables of Grafana's model since version 2, in which panels
 * are elements and queries say the type of their data source themselves.
 * https://grafana.com/docs/grafana/latest/observability-as-code/schema-v2/
 */
export function readElements(
  object: Fields,
  path: Path,
): Pick<Dashboard, "panels" | "variables"> {
  return {
    panels: Object.entries(fieldsOf(object["elements"])).flatMap(
      ([name, element]) => {
        const { kind, spec } = fieldsOf(element);
        return kind === "Panel"
          ? [readPanel(fieldsOf(spec), [...path, "elements", name, "spec"])]
          : [];
      },
    ),
    variables: listOf(object["variables"]).map((one, index) =>
      readVariable(fieldsOf(one), [...path, "variables", index, "spec"]),
    ),
  };
}

function readPanel(object: Fields, path: Path): Panel {
  const title = textOf(object["title"]);
  const id = numberOf(object["id"]);
  const config = fieldsOf(object["vizConfig"]);
  const queries: Path = ["data", "spec", "queries"];
  const targets = listOf(down(object, ...queries)).map((one, index) =>
    readTarget(fieldsOf(fieldsOf(one)["spec"]), [
      ...path,
      ...queries,
      index,
      "spec",
    ]),
  );
  return {
    path,
    id,
    title,
    description: textOf(object["description"]),
    // The first drafts of this model had the type as the kind.
    type: textOf(config["group"]) || textOf(config["kind"]),
    called: calledPanel(title, id),
    datasource: targets[0]?.datasource,
    targets,
    object,
    ...settingsOf(fieldsOf(config["spec"])),
  };
}

function readTarget(object: Fields, path: Path): Target {
  const query = fieldsOf(object["query"]);
  const spec = fieldsOf(query["spec"]);
  return {
    path,
    hide: object["hidden"] === true,
    expr: textOf(spec["expr"]),
    exprPath: [...path, "query", "spec", "expr"],
    datasource: datasourceOf(query, object["datasource"]),
    panelId: numberOf(spec["panelId"]),
  };
}

function readVariable(one: Fields, path: Path): Variable {
  const object = fieldsOf(one["spec"]);
  const type = textOf(one["kind"])
    .replace(/Variable$/, "")
    .toLowerCase();
  const query = fieldsOf(object["query"]);
  const inner = textOf(fieldsOf(query["spec"])["query"]);
  return {
    path,
    name: textOf(object["name"]),
    label: textOf(object["label"]),
    type,
    query:
      type === "query"
        ? inner
        : type === "datasource"
          ? textOf(object["pluginId"])
          : textOf(object["query"]),
    queryPath: [...path, "query", ...(inner === "" ? [] : ["spec", "query"])],
    datasource: datasourceOf(query, object["datasource"]),
    multi: object["multi"] === true,
    includeAll: object["includeAll"] === true,
    allValue: textOf(object["allValue"]),
    refresh:
      object["refresh"] === "onTimeRangeChanged"
        ? 2
        : object["refresh"] === "onDashboardLoad"
          ? 1
          : 0,
  };
}

function datasourceOf(query: Fields, draft: unknown): Datasource | undefined {
  const uid =
    textOf(down(query, "datasource", "name")) || textOf(fieldsOf(draft)["uid"]);
  const type = textOf(query["group"]) || textOf(fieldsOf(draft)["type"]);
  return uid === "" && type === "" ? undefined : { type, uid };
}
