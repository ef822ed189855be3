import { down, isSet, textOf } from "../../manifests/fields";
import { same } from "../pairs";
import { deployment } from "./examples";
import type { StepCheck } from "./step-check";

/**
 * Fields that the API server lets nobody change.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates
 */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "apps/Deployment": ["spec.selector"],
  "apps/DaemonSet": ["spec.selector"],
  "apps/ReplicaSet": ["spec.selector"],
  "apps/StatefulSet": [
    "spec.selector",
    "spec.serviceName",
    "spec.podManagementPolicy",
    "spec.volumeClaimTemplates",
  ],
  "batch/Job": [
    "spec.selector",
    "spec.template",
    "spec.completions",
    "spec.completionMode",
  ],
  "/PersistentVolumeClaim": [
    "spec.accessModes",
    "spec.storageClassName",
    "spec.volumeMode",
    "spec.selector",
  ],
  "storage.k8s.io/StorageClass": [
    "provisioner",
    "parameters",
    "reclaimPolicy",
    "volumeBindingMode",
  ],
  "rbac.authorization.k8s.io/RoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/ClusterRoleBinding": ["roleRef"],
};

export const immutable: StepCheck = {
  id: "step/immutable",
  demands: "What the API server lets nobody change stays.",
  why: "kubectl and Flux stop at such an object, half of the step applied. To delete it first would take its pods away.",
  old: deployment("web", "app: web"),
  new: deployment("web", "app: web, version: v1"),
  says: "got another spec.selector of Deployment web, expected it to stay: the API server refuses the change",
  safe: [
    deployment("web", "app: web") +
      deployment("web-v1", "app: web, version: v1"),
    deployment("web-v1", "app: web, version: v1"),
  ],
  order: [
    "write the object under another name beside the old one",
    "when it is ready, take the old one away",
  ],
  run: ({ before, after }, refuse) => {
    for (const [groupKind, fields] of Object.entries(FIELDS))
      for (const now of after.kind(groupKind)) {
        const { kind, name, namespace = "" } = now.identity;
        const old = before.find(groupKind, namespace, name);
        for (const field of old ? fields : []) {
          const [was, is] = [old?.object, now.object].map((object) =>
            down(object, ...field.split(".")),
          );
          // What is left out is filled in by the cluster; only what is written can differ.
          if (isSet(was) && isSet(is) && !same(was, is))
            refuse(
              now,
              `got another ${field} of ${kind} ${name}, expected it to stay: the API server refuses the change`,
            );
        }
      }
    for (const groupKind of ["/ConfigMap", "/Secret"])
      for (const now of after.kind(groupKind)) {
        const { kind, name, namespace = "" } = now.identity;
        const old = before.find(groupKind, namespace, name);
        if (
          old?.object["immutable"] === true &&
          !same([old.object["data"]], [now.object["data"]])
        )
          refuse(
            now,
            `got other data of ${kind} ${name}, which is immutable, expected it to stay: the API server refuses the change`,
          );
      }
    for (const now of after.kind("/Service")) {
      const { name, namespace = "" } = now.identity;
      const old = before.find("/Service", namespace, name);
      const headless = [old?.object, now.object].map(
        (object) => textOf(down(object, "spec", "clusterIP")) === "None",
      );
      if (old && headless[0] !== headless[1])
        refuse(
          now,
          `got Service ${name} ${headless[1] ? "without" : "with"} an address of its own, expected that to stay: the API server refuses the change`,
        );
    }
  },
};
