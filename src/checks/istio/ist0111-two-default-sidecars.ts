import { down, labelsOf } from "../../manifests/fields";
import { grouped } from "../../manifests/grouped";
import type { Index } from "../../manifests/index-of";
import { isAmbientNamespace, namespaceLabels } from "../../manifests/in-mesh";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { SIDECAR } from "./kinds";
import { ordered } from "./quote";

export const twoDefaultSidecars: Check = {
  id: "IST0111",
  severity: "error",
  demands: "A namespace has one Sidecar without a selector.",
  why: "Which of two Sidecars for a whole namespace its proxies take is not defined.",
  bad: `
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: default, namespace: shop }
spec: { egress: [{ hosts: ["./*"] }] }
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: also, namespace: shop }
spec: { egress: [{ hosts: ["istio-system/*"] }] }
`,
  says: "got the Sidecars also and default without a selector in shop, expected one of them",
  fix: "merge them into one; which one counts is not defined",
  good: `
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: default, namespace: shop }
spec: { egress: [{ hosts: ["./*", "istio-system/*"] }] }
`,
  run: (index, report) => {
    const groups = grouped(defaultSidecars(index), namespaceOf);
    for (const [namespace, sidecars] of groups) {
      if (sidecars.length < 2) continue;
      if (isAmbientNamespace(namespaceLabels(index, namespace))) continue;
      const names = ordered(sidecars.map(({ identity }) => identity.name));
      for (const manifest of sidecars)
        report(
          manifest,
          ["spec"],
          `got the Sidecars ${names.join(" and ")} without a selector in ${namespace}, expected one of them`,
        );
    }
  },
};

/** The Sidecars that take a whole namespace. */
export function defaultSidecars(index: Index): readonly Manifest[] {
  return index
    .kind(SIDECAR)
    .filter(
      (manifest) =>
        Object.keys(
          labelsOf(down(specOf(manifest), "workloadSelector", "labels")),
        ).length === 0,
    );
}
