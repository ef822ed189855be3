import { down, listOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { namespaceOf } from "../../manifests/metadata";
import type { PodReference } from "../../manifests/pod-references";
import type { Check } from "../check";
import { missingReferences } from "./missing-references";
import { addOrMend } from "./names";

const pod = (claim: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: orders, namespace: shop }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers: [{ name: web, image: "registry.example/web:1" }]
  volumes: [{ name: orders, persistentVolumeClaim: { claimName: ${claim} } }]
`;

export const missingClaim: Check = {
  id: "gitops/missing-claim",
  severity: "warning",
  demands: "A PersistentVolumeClaim that a pod mounts is there.",
  why: "The pod is not scheduled until it is.",
  bad: pod("order"),
  says: "got the PersistentVolumeClaim order, which is not there, expected one in shop",
  good: pod("orders"),
  run: (index, report) => {
    const prefixes = claimPrefixes(index);
    for (const reference of missingReferences(index, "PersistentVolumeClaim")) {
      const { workload, name, path } = reference;
      const prefix = /^(.+)-\d+$/.exec(name)?.[1] ?? "";
      if (prefixes.has(`${workload.namespace} ${prefix}`)) continue;
      if (isReplaced(reference)) continue;
      report(
        workload.manifest,
        path,
        `got the PersistentVolumeClaim ${name}, which is not there, expected one in ${workload.namespace}`,
        addOrMend(index, "/PersistentVolumeClaim", workload.namespace, name),
      );
    }
  },
};

/** A StatefulSet puts its own claim in the place of a volume of that name. */
function isReplaced({ workload, path }: PodReference): boolean {
  const { object } = workload.manifest;
  const volume = down(object, ...path.slice(0, -2), "name");
  return listOf(down(object, "spec", "volumeClaimTemplates")).some(
    (template) => down(template, "metadata", "name") === volume,
  );
}

/** Claims that StatefulSets make: `<template>-<StatefulSet>-<number>`. */
function claimPrefixes(index: Index): ReadonlySet<string> {
  return new Set(
    index
      .kind("apps/StatefulSet")
      .flatMap((manifest) =>
        listOf(down(manifest.object, "spec", "volumeClaimTemplates")).map(
          (template) =>
            `${namespaceOf(manifest)} ${textOf(down(template, "metadata", "name"))}-${manifest.identity.name}`,
        ),
      ),
  );
}
