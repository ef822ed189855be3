import type { Panel } from "../../manifests/dashboards/dashboard";
import {
  down,
  fieldsOf,
  isFields,
  listOf,
  textOf,
} from "../../manifests/fields";
import { nearest } from "../../problems/nearest";
import type { Check } from "../check";
import { dashboardYaml, panel } from "./example";
import { panelsOf, showsNumbers } from "./parts";
import { UNITS } from "./units";

export const panelUnits: Check = {
  id: "dashboard/panel-units",
  severity: "info",
  demands: "A panel says the unit of its numbers, one that Grafana knows.",
  why: "0.25 is a quarter of a second or a share of requests, and only the unit says which.",
  bad: dashboardYaml([panel({ fieldConfig: { defaults: {} } })]),
  says: 'panel "Requests": got no unit, expected one',
  good: dashboardYaml([panel()]),
  run(index, report) {
    for (const { dashboard, panel } of panelsOf(index)) {
      if (!showsNumbers(panel) || isMapped(panel) || showsTexts(panel))
        continue;
      const units = unitsOf(panel);
      if (units.some(isUnit)) continue;
      const [unit] = units;
      const meant = unit === undefined ? undefined : nearest(unit, UNITS);
      report(
        dashboard.manifest,
        [...panel.path, "fieldConfig", "defaults", "unit"],
        unit === undefined
          ? `${panel.called}: got no unit, expected one`
          : `${panel.called}: got the unit ${JSON.stringify(unit)}, expected one that Grafana knows`,
        meant === undefined
          ? 'write "unit": "reqps", "s", "bytes", "percentunit" …, or "short" for a plain number'
          : `write "unit": ${JSON.stringify(meant)}`,
      );
    }
  },
};

/** `suffix:req` and the like are units of one's own. */
function isUnit(unit: string): boolean {
  return (
    UNITS.has(unit) ||
    /^(?:prefix|suffix|time|si|count|currency|bool):.|^currency/.test(unit)
  );
}

/** The units of picked fields, then the panel's; older types have them elsewhere. */
function unitsOf({
  type,
  defaults,
  overrides,
  object,
}: Panel): readonly string[] {
  const picked = overrides.map(({ id, value }) => (id === "unit" ? value : ""));
  const old =
    type === "graph"
      ? listOf(object["yaxes"]).map((axis) => fieldsOf(axis)["format"])
      : type === "singlestat"
        ? [object["format"]]
        : type === "table"
          ? listOf(object["styles"]).map((style) => fieldsOf(style)["unit"])
          : [down(object, "options", "fieldOptions", "defaults", "unit")];
  return [...picked, defaults["unit"], ...old]
    .map(textOf)
    .filter((unit) => unit !== "");
}

/** Words stand for the numbers. */
function isMapped({ defaults, overrides }: Panel): boolean {
  return [
    defaults["mappings"],
    ...overrides.map(({ id, value }) => id === "mappings" && value),
  ].some((one) => listOf(one).length > 0 || isFields(one));
}

/** A stat that shows the value of a label. */
function showsTexts({ type, options }: Panel): boolean {
  return (
    type === "stat" &&
    textOf(fieldsOf(options["reduceOptions"])["fields"]) !== ""
  );
}
