import type { Check } from "../check";
import { rulesYaml, serverYaml } from "./example";
import { prometheusFacts } from "./prometheus-facts";
import { rulesOf } from "./rules";

const SERVER = serverYaml({ externalLabels: { cluster: "blue" } });
const recording = (label: string): string =>
  rulesYaml([
    {
      record: "job:up:sum",
      expr: "sum by (job) (up)",
      labels: { [label]: "a" },
    },
  ]);

export const labelsConflict: Check = {
  id: "labels/conflict",
  severity: "warning",
  demands: "A rule sets no label that Prometheus adds to everything.",
  why: "The rule's label stands in the way of the server's: alerts and federated series say they come from elsewhere. Checked where a Prometheus is among what was read.",
  bad: SERVER + recording("cluster"),
  says: "recording job:up:sum: got the label cluster, which is an external label of Prometheus",
  good: SERVER + recording("team"),
  run(index, report) {
    const { external } = prometheusFacts(index);
    if (external.length === 0) return;
    for (const { manifest, called, labels, groupLabels, labelAt } of rulesOf(
      index,
    ))
      for (const label of new Set([...groupLabels.keys(), ...labels().keys()]))
        if (external.every((all) => all.has(label)))
          report(
            manifest,
            labelAt(label),
            `${called}: got the label ${label}, which is an external label of Prometheus`,
            "leave it out, or call it otherwise",
          );
  },
};
