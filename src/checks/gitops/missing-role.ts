import { down, fieldsOf, textOf } from "../../manifests/fields";
import { namespaceOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { isMissing } from "./makers";
import { addOrMend } from "./names";

const ROLE = "rbac.authorization.k8s.io/Role";

const binding = (role: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${role} }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
`;

export const missingRole: Check = {
  id: "gitops/missing-role",
  severity: "warning",
  demands: "The Role that a RoleBinding grants is there.",
  why: "The binding grants nothing otherwise, and its roleRef cannot be changed later.",
  bad: binding("readers"),
  says: "got the Role readers, which is not there, expected one in shop",
  good: binding("reader"),
  run: (index, report) => {
    for (const manifest of index.kind(
      "rbac.authorization.k8s.io/RoleBinding",
    )) {
      const { kind, name: named } = fieldsOf(down(manifest.object, "roleRef"));
      const name = textOf(named);
      const namespace = namespaceOf(manifest);
      if (kind !== "Role" || name === "") continue;
      if (!isMissing(index, ROLE, namespace, name)) continue;
      report(
        manifest,
        ["roleRef", "name"],
        `got the Role ${name}, which is not there, expected one in ${namespace}`,
        `${addOrMend(index, ROLE, namespace, name)}; write kind: ClusterRole for one of the cluster`,
      );
    }
  },
};
