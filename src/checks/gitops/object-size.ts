import { groupKindOf } from "../../manifests/index-of";
import { isKubernetesGroup } from "./kubernetes-groups";
import type { Check } from "../check";
import { jsonBytes, MIB } from "./bytes";
import { counted } from "./called";

/** What etcd takes unless its --max-request-bytes says otherwise. */
const MOST = 1.5 * MIB;

const dashboard = (size: number) => `
apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDashboard
metadata: { name: mesh, namespace: shop }
spec: { json: ${"x".repeat(size)} }
`;

export const objectSize: Check = {
  id: "gitops/object-size",
  severity: "error",
  demands: "A custom resource has at most 1.5 MiB.",
  why: "It is kept as JSON in etcd, which refuses larger requests.",
  bad: dashboard(MOST),
  says: "got 1,573,003 bytes as JSON, expected at most 1,572,864",
  good: dashboard(10),
  run: (index, report) => {
    for (const manifest of index.all) {
      const { kind } = manifest.identity;
      const [group = ""] = groupKindOf(manifest.identity).split("/");
      // Kubernetes' own kinds are kept in a shorter form.
      if (kind === "" || isKubernetesGroup(group)) continue;
      const size = jsonBytes(manifest);
      if (size <= MOST) continue;
      report(
        manifest,
        [],
        `got ${counted(size)} bytes as JSON, expected at most ${counted(MOST)}`,
        "split it",
      );
    }
  },
};
