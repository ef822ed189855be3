import { Construct } from "constructs";
import type { PrometheusRuleSpecGroups } from "../../imports/monitoring.coreos.com";
import {
  PrometheusRule,
  PrometheusRuleSpecGroupsRulesExpr as Expr,
} from "../../imports/monitoring.coreos.com";
import type { AlertRule, RuleGroup, RuleGroupProps } from "../mesh/rule";
import { partName, split } from "../alerts/split";
import { toYaml } from "../manifests/yaml";
import type { Monitoring, MonitoringProps } from "../mesh/monitoring";
import { describeMonitoring, monitoringCheck } from "../mesh/monitoring";
import { dnsLabel } from "../mesh/scalars";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { knownTo } from "../rules/catalogue";
import { ownRules } from "../rules/own-rules";
import { Artifact } from "./artifact";
import { addCoreObject } from "./core-object";
import { report } from "./report";

export interface AlertGroupsProps {
  /** The object's or the file's name. */
  readonly name: string;
  readonly groups: readonly RuleGroupProps[];
  /** Says how they are delivered, and under which labels the operator finds them. */
  readonly monitoring?: MonitoringProps;
}

/**
 * Groups of alerting and recording rules: as a PrometheusRule, as a ConfigMap
 * to mount, or as a rules file in artifacts/.
 *
 *     new AlertGroups(chart, "alerts", { name: "shop", groups: [{ name: "shop", rules: [...] }] })
 *     => PrometheusRule shop   labels: release: kube-prometheus-stack
 */
export class AlertGroups extends Construct {
  constructor(scope: Construct, id: string, props: AlertGroupsProps) {
    super(scope, id);
    const { name, groups, monitoring = {} } = props;
    const problems: Problem[] = [];
    const at = new Place(`alerts ${id}`, problems);
    dnsLabel(name, at.at("name"));
    const own = ownRules(groups, knownTo(), at.at("groups"));
    monitoringCheck(monitoring, at.at("monitoring"));
    if (!hasErrors(problems)) {
      const described = describeMonitoring(monitoring, at.at("monitoring"));
      if (!hasErrors(problems)) addAlertGroups(this, name, own, described);
    }
    report(this, problems);
  }
}

/** Rules as they are to be delivered, in as many objects as their size needs. */
export function addAlertGroups(
  scope: Construct,
  name: string,
  groups: readonly RuleGroup[],
  monitoring: Monitoring,
): void {
  split(groups).forEach((part, index) =>
    addPart(scope, partName(name, index), part, monitoring),
  );
}

function addPart(
  scope: Construct,
  name: string,
  groups: readonly RuleGroup[],
  { rules, labels }: Monitoring,
): void {
  switch (rules) {
    case "PrometheusRule":
      new PrometheusRule(scope, `PrometheusRule-${name}`, {
        metadata: { name, labels },
        spec: { groups: groups.map(operatorGroup) },
      });
      return;
    case "ConfigMap":
      addCoreObject(scope, `ConfigMap-${name}`, "ConfigMap", {
        metadata: { name: `${name}-rules`, labels },
        data: { [`${name}.rules.yaml`]: toYaml({ groups }) },
      });
      return;
    case "file":
      new Artifact(scope, `RulesFile-${name}`, {
        path: `rules/${name}.rules.yaml`,
        content: toYaml({ groups }),
      });
      return;
    case "none":
  }
}

/** The operator's fields are Prometheus's, but for the spelling of one. */
function operatorGroup({
  name,
  interval,
  rules,
}: RuleGroup): PrometheusRuleSpecGroups {
  return {
    name,
    ...(interval !== undefined && { interval }),
    rules: rules.map((rule) => {
      const { expr, ...rest } = rule;
      const { keep_firing_for, ...others } = rest as Partial<AlertRule>;
      return {
        ...others,
        expr: Expr.fromString(expr),
        ...(keep_firing_for !== undefined && {
          keepFiringFor: keep_firing_for,
        }),
      };
    }),
  };
}
