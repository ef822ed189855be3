import { down, fieldsOf, listOf, textOf } from "../../manifests/fields";
import { namespaceOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { isMissing } from "./makers";
import { missingReferences } from "./missing-references";
import { addOrMend } from "./names";

const pod = (name: string) => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  serviceAccountName: ${name}
  containers: [{ name: web, image: "registry.example/web:1" }]
`;

export const missingServiceAccount: Check = {
  id: "gitops/missing-service-account",
  severity: "warning",
  demands: "A ServiceAccount that a pod or a binding names is there.",
  why: "No pod is made without its ServiceAccount, and a binding to nobody grants nothing.",
  bad: pod("web-app"),
  says: "got the ServiceAccount web-app, which is not there, expected one in shop",
  good: pod("web"),
  run: (index, report) => {
    for (const reference of missingReferences(index, "ServiceAccount")) {
      const { workload, name, path } = reference;
      if (name === "default") continue;
      report(
        workload.manifest,
        path,
        `got the ServiceAccount ${name}, which is not there, expected one in ${workload.namespace}`,
        addOrMend(index, "/ServiceAccount", workload.namespace, name),
      );
    }
    for (const kind of ["RoleBinding", "ClusterRoleBinding"])
      for (const manifest of index.kind(`rbac.authorization.k8s.io/${kind}`))
        listOf(down(manifest.object, "subjects")).forEach((subject, i) => {
          const { kind: of, name: named, namespace: where } = fieldsOf(subject);
          const name = textOf(named);
          const namespace = textOf(where) || namespaceOf(manifest);
          if (of !== "ServiceAccount" || name === "" || name === "default")
            return;
          if (!isMissing(index, "/ServiceAccount", namespace, name)) return;
          report(
            manifest,
            ["subjects", i, "name"],
            `got the ServiceAccount ${name}, which is not there, expected one in ${namespace}`,
            addOrMend(index, "/ServiceAccount", namespace, name),
          );
        });
  },
};
