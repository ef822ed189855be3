import { down, fieldsOf, isSet } from "../../../manifests/fields";
import { namespaceOf, specOf } from "../../../manifests/metadata";
import type { Check } from "../../check";

const peer = (mode: string) => `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: shop }
spec: { mtls: { mode: ${mode} } }
`;

export const mtlsDisabled: Check = {
  id: "security/mtls-disabled",
  severity: "warning",
  demands: "No PeerAuthentication switches mutual TLS off.",
  why: "Traffic is plain text then, callers have no identity, and AuthorizationPolicies that name them allow nobody.",
  bad: peer("DISABLE"),
  says: "got mTLS mode DISABLE for all of shop, expected PERMISSIVE or STRICT",
  good: peer("STRICT"),
  run: (index, report) => {
    const root = index.mesh.rootNamespace ?? "istio-system";
    for (const manifest of index.kind("security.istio.io/PeerAuthentication")) {
      const spec = specOf(manifest);
      const namespace = namespaceOf(manifest);
      const where = isSet(spec["selector"])
        ? `pods of ${namespace}`
        : `all of ${namespace === root ? "the mesh" : namespace}`;
      if (down(spec, "mtls", "mode") === "DISABLE")
        report(
          manifest,
          ["spec", "mtls", "mode"],
          `got mTLS mode DISABLE for ${where}, expected PERMISSIVE or STRICT`,
          "write PERMISSIVE while there are callers without a sidecar, STRICT after",
        );
      for (const [port, settings] of Object.entries(
        fieldsOf(spec["portLevelMtls"]),
      ))
        if (fieldsOf(settings)["mode"] === "DISABLE")
          report(
            manifest,
            ["spec", "portLevelMtls", port, "mode"],
            `got mTLS mode DISABLE for port ${port} of ${where}, expected PERMISSIVE or STRICT`,
            "write PERMISSIVE, which takes plain text as well",
            "info",
          );
    }
  },
};
