import type { Index } from "./index-of";
import { labelsOfObject, type Labels } from "./metadata";
import { isPod, proxyImageOf, type Workload } from "./workloads";

const INJECT = "sidecar.istio.io/inject";

/** The Namespace object of that name. */
export function namespaceLabels(
  index: Index,
  namespace: string,
): Labels | undefined {
  const manifest = index.find("/Namespace", "", namespace);
  return manifest && labelsOfObject(manifest);
}

/** Whether a pod has a sidecar, or one is put into it. */
export function hasSidecar(index: Index, workload: Workload): boolean {
  if (proxyImageOf(workload) !== "") return true;
  const own = workload.labels[INJECT] ?? workload.annotations[INJECT];
  if (own !== undefined) return own === "true";
  const labels = namespaceLabels(index, workload.namespace) ?? {};
  if (labels["istio-injection"] === "enabled") return true;
  // A pod of a revision would hold its sidecar; a template does not yet.
  return !isPod(workload) && (labels["istio.io/rev"] ?? "") !== "";
}

/** Whether the ambient mesh has taken the pod in, or will. */
export function isAmbient(index: Index, workload: Workload): boolean {
  if (workload.annotations["ambient.istio.io/redirection"] === "enabled")
    return true;
  if (isPod(workload) || hasSidecar(index, workload)) return false;
  const mode =
    workload.labels["istio.io/dataplane-mode"] ??
    namespaceLabels(index, workload.namespace)?.["istio.io/dataplane-mode"];
  return mode === "ambient";
}

/** A namespace whose pods the ambient mesh takes in. */
export function isAmbientNamespace(labels: Labels | undefined): boolean {
  return (
    labels?.["istio-injection"] !== "enabled" &&
    (labels?.["istio.io/rev"] ?? "") === "" &&
    labels?.["istio.io/dataplane-mode"] === "ambient"
  );
}
