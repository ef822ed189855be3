import type { Index } from "../../manifests/index-of";
import type { Check } from "../check";
import { alertYaml } from "./example";
import { field, textOf } from "./fields";
import { prometheusFacts } from "./prometheus-facts";
import { reportAt } from "./report-at";
import type { Rule } from "./rule";
import { canHave, lastAggregate } from "./source";

const ROUTES = `apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: shop, namespace: shop }
spec: { route: { receiver: team }, receivers: [{ name: team }] }
---
`;

export const aggregate: Check = {
  id: "promql/aggregate",
  severity: "warning",
  demands:
    "An aggregation in an alert keeps the namespace, where an AlertmanagerConfig routes by it.",
  why: "The operator adds a matcher on the namespace of an AlertmanagerConfig to its routes, so an alert without that label goes past them. Which labels must be kept besides is a rule of your own.",
  bad: ROUTES + alertYaml("sum by (job) (errors) > 5"),
  says: "alert Down: got sum, which takes the label namespace away, by which AlertmanagerConfig shop/shop routes alerts",
  good: ROUTES + alertYaml("sum by (namespace, job) (errors) > 5"),
  run(index, report) {
    const routes = routesOf(index);
    if (routes.size === 0 || prometheusFacts(index).addsNamespace)
      return undefined;
    return (rule) => {
      if (rule.kind !== "alert") return;
      const { manifest, labels, groupLabels } = rule;
      const by = routes.get(manifest.identity.namespace ?? "");
      if (by === undefined) return;
      if (labels().has(LABEL) || groupLabels.has(LABEL)) return;
      const node = taking(rule);
      if (node)
        reportAt(
          report,
          rule,
          rule.spanOf(node),
          `got ${node.op}, which takes the label ${LABEL} away, by which ${by} routes alerts`,
          `keep it, or give the alert a label ${LABEL}`,
        );
    };
  },
};

const LABEL = "namespace";

/** The aggregation after which no result has the label. */
function taking(rule: Rule) {
  const alive = rule.sources().filter(({ dead }) => dead === undefined);
  const [first] = alive;
  return first && alive.every((one) => !canHave(one, LABEL))
    ? lastAggregate(first)
    : undefined;
}

/** The namespaces of AlertmanagerConfigs, as far as the operator adds the matcher. */
function routesOf(index: Index): ReadonlyMap<string, string> {
  const strategies = index
    .kind("monitoring.coreos.com/Alertmanager")
    .map(({ object }) =>
      textOf(
        field(object["spec"], "alertmanagerConfigMatcherStrategy", "type"),
      ),
    );
  if (strategies.some((one) => one !== undefined && one !== "OnNamespace"))
    return new Map();
  return new Map(
    index
      .kind("monitoring.coreos.com/AlertmanagerConfig")
      .map(({ identity: { namespace = "", name } }) => [
        namespace,
        `AlertmanagerConfig ${namespace === "" ? "" : `${namespace}/`}${name}`,
      ]),
  );
}
