import type { Check } from "../check";
import { autoscalersOf } from "./autoscalers";
import { deploymentYaml } from "./example";
import { isMissing } from "./makers";
import { addOrMend } from "./names";

const scaled = (target: string) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  maxReplicas: 4
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }
${deploymentYaml("web-v1", "app: web")}`;

/** The kinds whose pods are told by manifests, as the API server serves them. */
const SERVED: Readonly<Record<string, string>> = {
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  ReplicaSet: "apps/v1",
  ReplicationController: "v1",
  Rollout: "argoproj.io/v1alpha1",
};

export const autoscalerTarget: Check = {
  id: "gitops/autoscaler-target",
  severity: "warning",
  demands: "What an autoscaler scales is there.",
  why: "It does nothing otherwise, and says so only in its own status.",
  bad: scaled("web"),
  says: "got Deployment web of apps/v1, which is not there, expected a workload in shop",
  good: scaled("web-v1"),
  run: (index, report) => {
    for (const scaler of autoscalersOf(index)) {
      const { manifest, namespace, apiVersion, kind, name, groupKind } = scaler;
      const served = SERVED[kind];
      if (served === undefined) continue;
      // Other groups have kinds of these names, which are looked for there.
      const isUnserved =
        (apiVersion === "" && kind !== "ReplicationController") ||
        apiVersion.startsWith("extensions/");
      if (!isUnserved && !isMissing(index, groupKind, namespace, name))
        continue;
      report(
        manifest,
        ["spec", "scaleTargetRef", isUnserved ? "apiVersion" : "name"],
        `got ${kind} ${name} of ${apiVersion === "" ? "no apiVersion" : apiVersion}, which is not there, expected a workload in ${namespace}`,
        isUnserved
          ? `write apiVersion: ${served}`
          : addOrMend(index, groupKind, namespace, name),
      );
    }
  },
};
