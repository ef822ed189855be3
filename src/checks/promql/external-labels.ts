import type { Check } from "../check";
import { alertYaml, serverYaml } from "./example";
import { prometheusFacts } from "./prometheus-facts";
import { rulesOf } from "./rules";
import { readGoTemplate } from "./template";
import { usesOf } from "./template-uses";

const SERVER = serverYaml({ externalLabels: { cluster: "blue" } });
const reading = (label: string): string =>
  alertYaml("up == 0", {
    annotations: { summary: `Down in {{ $externalLabels.${label} }}` },
  });

export const externalLabels: Check = {
  id: "alerts/external_labels",
  severity: "error",
  demands: "External labels that an alert shows are set at Prometheus.",
  why: "A label that no server has leaves a gap in the text. Checked where a Prometheus is among what was read.",
  bad: SERVER + reading("region"),
  says: "alert Down, annotation summary: got the external label region, which no Prometheus sets",
  good: SERVER + reading("cluster"),
  run(index, report) {
    const { external } = prometheusFacts(index);
    if (external.length === 0) return;
    const known = new Set(external.flatMap((labels) => [...labels]));
    for (const { kind, manifest, name, at, annotations } of rulesOf(index)) {
      if (kind !== "alert") continue;
      for (const [part, text] of annotations()) {
        const path = at("annotations", part);
        for (const [label, from] of usesOf(readGoTemplate(text)).external)
          if (!known.has(label))
            report(
              manifest,
              path,
              `alert ${name}, annotation ${part}: got the external label ${label}, which no Prometheus sets`,
              `set it in externalLabels, or take one of ${[...known].sort().join(", ")}`,
              undefined,
              manifest.within?.(path, from),
            );
      }
    }
  },
};
