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
  says: "got text that is not YAML: unexpected end of the stream within a flow collection",
  good: `${FILE}]\n`,
  run(index, report) {
    for (const manifest of index.kind("/ConfigMap"))
      for (const { path, content } of rulesFiles(manifest))
        if (!("value" in content))
          report(
            manifest,
            path,
            content.message,
            content.fix,
            undefined,
            manifest.within?.(path, content.offset),
          );
  },
};
