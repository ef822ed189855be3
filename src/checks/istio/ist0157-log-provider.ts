import { down, fieldsOf, listOf } from "../../manifests/fields";
import { specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { TELEMETRY } from "./kinds";

const logging = (entry: string) => `
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: logs, namespace: shop }
spec: { accessLogging: [${entry}] }
`;

export const logProvider: Check = {
  id: "IST0157",
  severity: "warning",
  demands: "Access logging names its provider, where the mesh has no default.",
  why: "Without a provider nothing is logged.",
  bad: logging('{ filter: { expression: "response.code >= 500" } }'),
  says: "got access logging without providers, expected one, as the mesh config has no default",
  fix: "add providers: [{ name: … }], or a default provider to the mesh settings",
  good: logging("{ providers: [{ name: envoy }] }"),
  run: (index, report) => {
    const given = down(index.mesh, "defaultProviders", "accessLogging");
    if (listOf(given).length > 0) return;
    for (const manifest of index.kind(TELEMETRY))
      listOf(specOf(manifest)["accessLogging"]).forEach((entry, i) => {
        const { disabled, providers } = fieldsOf(entry);
        if (disabled === true || listOf(providers).length > 0) return;
        report(
          manifest,
          ["spec", "accessLogging", i],
          "got access logging without providers, expected one, as the mesh config has no default",
        );
      });
  },
};
