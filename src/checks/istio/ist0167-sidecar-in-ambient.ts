import {
  isAmbient,
  isAmbientNamespace,
  namespaceLabels,
} from "../../manifests/in-mesh";
import { namespaceOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { defaultSidecars } from "./ist0111-two-default-sidecars";
import { SIDECAR } from "./kinds";
import { selectedBy } from "./overlaps";

export const sidecarInAmbient: Check = {
  id: "IST0167",
  severity: "warning",
  demands: "A Sidecar is for pods that have sidecars.",
  why: "In ambient mode there is no sidecar to configure, so the object does nothing.",
  bad: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: default, namespace: shop }
spec: { egress: [{ hosts: ["./*"] }] }
`,
  says: "got a Sidecar for pods in ambient mode, expected pods with sidecars",
  good: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: default, namespace: shop }
spec: { egress: [{ hosts: ["./*"] }] }
`,
  run: (index, report) => {
    const whole = defaultSidecars(index).filter((manifest) =>
      isAmbientNamespace(namespaceLabels(index, namespaceOf(manifest))),
    );
    const some = selectedBy(index, SIDECAR, ["workloadSelector", "labels"])
      .filter(({ workload }) => isAmbient(index, workload))
      .flatMap(({ policies }) => policies);
    for (const manifest of new Set([...whole, ...some]))
      report(
        manifest,
        ["spec"],
        "got a Sidecar for pods in ambient mode, expected pods with sidecars",
        "take the Sidecar away, or the namespace out of ambient mode",
      );
  },
};
