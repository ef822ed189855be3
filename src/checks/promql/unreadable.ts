import type { Check } from "../check";
import { rulesFiles } from "./rules-file";

const FILE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: rules
data:
  mesh.rules.yaml: |
    groups:
      - name: mesh
        rules: [`;

export const unreadable: Check = {
  id: "yaml/parse",
  severity: "error",
  demands: "A file of rules in a ConfigMap is YAML.",
  why: "The ConfigMap is accepted, but Prometheus does not start, or keeps its old rules.",
  bad: `${FILE}\n`,
  says: "got what is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 4, column 1",
  good: `${FILE}]\n`,
  run(index, report) {
    for (const manifest of index.kind("/ConfigMap"))
      for (const { path, problem } of rulesFiles(manifest))
        if (problem !== undefined)
          report(
            manifest,
            path,
            `got what is no YAML: ${problem}`,
            "mend the text; its lines are counted from its own first one",
          );
  },
};
