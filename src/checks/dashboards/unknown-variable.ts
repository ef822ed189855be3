import type {
  Dashboard,
  Datasource,
} from "../../manifests/dashboards/dashboard";
import { dashboardsOf } from "../../manifests/dashboards/read";
import { variableIn } from "../../manifests/dashboards/source-of";
import { textOf } from "../../manifests/fields";
import type { Path } from "../../manifests/manifest";
import { nearest } from "../../problems/nearest";
import { variableUses } from "../../promql/grafana-variables";
import type { Report } from "../finding";
import type { Check } from "../check";
import { dashboardYaml, panelOf, variable } from "./example";

const ASKED = panelOf(
  'sum(rate(http_requests_total{path=~"$path"}[$__rate_interval]))',
);

export const unknownVariable: Check = {
  id: "dashboard/unknown-variable",
  severity: "warning",
  demands: "What queries use as a variable is a variable of the dashboard.",
  why: "Grafana leaves $name as it is written, so the query finds nothing.",
  bad: dashboardYaml([ASKED]),
  says: 'panel "Requests": got $path, which is no variable of the dashboard',
  good: dashboardYaml(
    [ASKED],
    [variable("path", "label_values(http_requests_total, path)")],
  ),
  run(index, report) {
    for (const dashboard of dashboardsOf(index)) {
      const { panels, variables } = dashboard;
      const names = new Set(variables.map(({ name }) => name));
      const say = sayer(dashboard, names, report);
      for (const one of variables) {
        say(`variable ${one.name}`, one.queryPath, one.query);
        sayOfSource(say, `variable ${one.name}`, one.path, one.datasource);
      }
      for (const { called, path, datasource, targets = [], object } of panels) {
        sayOfSource(say, called, path, datasource);
        const repeat = textOf(object["repeat"]);
        if (/^\w+$/.test(repeat))
          say(called, [...path, "repeat"], `$${repeat}`);
        for (const target of targets) {
          say(called, target.exprPath, target.expr);
          if (target.datasource !== datasource)
            sayOfSource(say, called, target.path, target.datasource);
        }
      }
    }
  },
};

type Say = (called: string, path: Path, text: string) => void;

function sayOfSource(
  say: Say,
  called: string,
  path: Path,
  source: Datasource | undefined,
): void {
  const { uid = "" } = source ?? {};
  if (variableIn(uid) !== undefined) say(called, [...path, "datasource"], uid);
}

function sayer(
  dashboard: Dashboard,
  names: ReadonlySet<string>,
  report: Report,
): Say {
  const { manifest, inputs, isGiven } = dashboard;
  // One that is missing is missing everywhere: once is enough.
  const said = new Set<string>();
  return (called, path, text) => {
    for (const { name, text: written, from } of variableUses(text)) {
      if (names.has(name) || isBuiltIn(name, text) || said.has(name)) continue;
      said.add(name);
      if (inputs.has(name)) {
        // A file may be for an import by hand, which asks for it.
        if (manifest.identity.kind === "" || isGiven(name)) continue;
        report(
          manifest,
          path,
          `${called}: got ${written}, which only an import by hand fills in`,
          "use a variable of the type datasource",
        );
        continue;
      }
      const meant = nearest(name, names);
      report(
        manifest,
        path,
        `${called}: got ${written}, which is no variable of the dashboard`,
        meant === undefined
          ? `add the variable ${name}, or write what is meant`
          : `write $${meant}`,
        undefined,
        path.at(-1) === "datasource"
          ? undefined
          : manifest.within?.(path, from),
      );
    }
  };
}

/** Grafana's own; and groups of a regular expression, which may have names. */
function isBuiltIn(name: string, text: string): boolean {
  return (
    name.startsWith("__") ||
    ["timeFilter", "interval_ms"].includes(name) ||
    text.includes(`(?P<${name}>`)
  );
}
