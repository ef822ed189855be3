import type { Check } from "../../check";
import { labelsOfObject } from "../../../manifests/metadata";
import { nearest } from "../../../problems/nearest";
import { LABEL, MODES } from "./policy";

const namespace = (level: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: ${level} } }
`;

export const podSecurityLabel: Check = {
  id: "security/pod-security-label",
  severity: "error",
  demands: "The labels of Pod Security name a level or a version.",
  why: "The API server refuses the namespace otherwise.",
  bad: namespace("restrict"),
  says: 'got pod-security.kubernetes.io/enforce: "restrict", expected privileged, baseline or restricted',
  good: namespace("restricted"),
  run: (index, report) => {
    for (const manifest of index.kind("/Namespace")) {
      const labels = labelsOfObject(manifest);
      for (const mode of MODES) {
        const key = `${LABEL}${mode}`;
        const level = labels[key];
        if (level !== undefined && !LEVELS.includes(level))
          report(
            manifest,
            ["metadata", "labels", key],
            `got ${key}: ${JSON.stringify(level)}, expected privileged, baseline or restricted`,
            `write ${key}: ${nearest(level, LEVELS) ?? "restricted"}`,
          );
        const version = labels[`${key}-version`];
        if (version !== undefined && !VERSION.test(version))
          report(
            manifest,
            ["metadata", "labels", `${key}-version`],
            `got ${key}-version: ${JSON.stringify(version)}, expected latest or a version such as v1.34`,
            `write ${key}-version: latest`,
          );
      }
    }
  },
};

const LEVELS = ["privileged", "baseline", "restricted"];
const VERSION = /^(latest|v1\.(0|[1-9]\d*))$/;
