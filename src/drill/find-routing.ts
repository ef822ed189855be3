import { join } from "node:path";
import type { Problem } from "../problems/problem";
import { fromOperator } from "./alertmanager-config";
import type { Manifest } from "./manifests";
import { filesBelow, readDocuments } from "./manifests";
import { at, isMap, listAt, textAt } from "./raw";
import type { Routing } from "./routing";

/**
 * Who hears of what: by the AlertmanagerConfig objects where there are any, by
 * a plain configuration in artifacts/alertmanager otherwise, by severity where
 * there is neither.
 */
export function readRouting(
  manifests: readonly Manifest[],
  artifacts: string,
): { readonly routing: Routing; readonly problems: readonly Problem[] } {
  const objects = manifests.filter(({ kind }) => kind === "AlertmanagerConfig");
  if (objects.length > 0)
    return { routing: fromOperator(objects), problems: [] };
  const { found, problems } = readDocuments(
    filesBelow(join(artifacts, "alertmanager"), /\.ya?ml$/),
  );
  const plain = found.find(({ value }) => isMap(at(value, "route")));
  if (plain === undefined) return { routing: BY_SEVERITY, problems };
  const { file, value } = plain;
  const routing: Routing = {
    from: file,
    route: at(value, "route"),
    inhibitRules: listAt(value, "inhibit_rules"),
    receivers: listAt(value, "receivers").flatMap(
      (receiver) => textAt(receiver, "name") ?? [],
    ),
  };
  return { routing, problems };
}

const BY_SEVERITY: Routing = {
  from: "none found; by severity: critical to pager, warning to tickets, the rest to log",
  route: {
    receiver: "log",
    group_by: ["namespace", "service"],
    routes: [
      { receiver: "pager", matchers: ['severity="critical"'] },
      { receiver: "tickets", matchers: ['severity="warning"'] },
    ],
  },
  inhibitRules: [],
  receivers: ["pager", "tickets", "log"],
};
