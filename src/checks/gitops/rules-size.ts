import type * as yaml from "yaml";
import { specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { KIB } from "./bytes";
import { counted } from "./called";

/** `MaxConfigMapDataSize` of the Prometheus operator: half of what a ConfigMap holds. */
const MOST_RULES = 512 * KIB;

const rules = (words: number) => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: shop, namespace: shop }
spec:
  groups:
    - name: shop
      rules:
        - alert: Down
          expr: up == 0
          annotations: { summary: ${"down ".repeat(words).trim()} }
`;

export const rulesSize: Check = {
  id: "gitops/rules-size",
  severity: "error",
  demands: "The rules of a PrometheusRule have at most 524,288 bytes as YAML.",
  why: "The Prometheus operator leaves out a larger object, since it could not pass it on in a ConfigMap.",
  get bad() {
    return rules(110_000);
  },
  says: "got rules of at least 550,096 bytes as YAML, expected at most 524,288",
  good: rules(1),
  run: (index, report) => {
    for (const manifest of index.kind("monitoring.coreos.com/PrometheusRule")) {
      const spec = specOf(manifest);
      // YAML without quotes can be shorter than JSON, but not by half.
      if (JSON.stringify(spec).length < MOST_RULES / 8) continue;
      // The operator's YAML is some percent longer, as it breaks long lines.
      const { stringify } = require("yaml") as typeof yaml;
      const size = Buffer.byteLength(
        stringify(spec, { lineWidth: 0, indentSeq: false }),
      );
      if (size <= MOST_RULES) continue;
      report(
        manifest,
        ["spec"],
        `got rules of at least ${counted(size)} bytes as YAML, expected at most ${counted(MOST_RULES)}`,
        "split the groups over several PrometheusRules",
      );
    }
  },
};
