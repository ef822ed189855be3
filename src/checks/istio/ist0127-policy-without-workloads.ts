import { down, isSet, labelsOf } from "../../manifests/fields";
import {
  hasSidecar,
  isAmbient,
  namespaceLabels,
} from "../../manifests/in-mesh";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { podsOf } from "../../manifests/selected";
import { selectorText } from "../../manifests/selector";
import { isPod, type Workload } from "../../manifests/workloads";
import type { Check } from "../check";
import { AUTHORIZATION_POLICY } from "./kinds";

const POD = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: istio-proxy, image: proxyv2 }] }
---`;

const policy = (app: string) => `${POD}
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: web, namespace: shop }
spec: { selector: { matchLabels: { app: ${app} } }, action: ALLOW, rules: [{}] }
`;

export const policyWithoutWorkloads: Check = {
  id: "IST0127",
  severity: "warning",
  demands: "An AuthorizationPolicy selects a pod of the mesh.",
  why: "A policy that selects nothing protects nothing, and nobody is told.",
  bad: policy("wbe"),
  says: 'got the selector "app=wbe", expected one that takes a pod in the mesh',
  fix: "mend the selector, or add the workload to what is checked",
  good: policy("web"),
  run: (index, report) => {
    const inMesh = (workload: Workload) =>
      hasSidecar(index, workload) ||
      isAmbient(index, workload) ||
      // Its namespace, which says whether it is injected, is not at hand.
      (!isPod(workload) && !namespaceLabels(index, workload.namespace));
    const pods = podsOf(index);
    const root = index.mesh.rootNamespace ?? "istio-system";
    for (const manifest of index.kind(AUTHORIZATION_POLICY)) {
      const spec = specOf(manifest);
      const namespace = namespaceOf(manifest);
      const selector = labelsOf(down(spec, "selector", "matchLabels"));
      if (namespace === root && !isSet(spec["selector"])) continue;
      const taken =
        namespace === root
          ? pods.anywhere(selector)
          : pods.in(namespace, selector);
      if (taken.some(inMesh)) continue;
      report(
        manifest,
        isSet(spec["selector"]) ? ["spec", "selector"] : [],
        isSet(spec["selector"])
          ? `got the selector ${JSON.stringify(selectorText(selector))}, expected one that takes a pod in the mesh`
          : `got a policy for ${namespace}, expected a pod in the mesh there`,
      );
    }
  },
};
