import { down, fieldsOf, isSet, listOf, textOf } from "../../manifests/fields";
import { specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { SERVICE_ENTRY } from "./kinds";

const entry = (more: string) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: db, namespace: shop }
spec:
  hosts: [db.example.com]
  ports: [{ number: 5432, name: tcp, protocol: TCP }]
  resolution: NONE${more}
`;

export const addresses: Check = {
  id: "IST0134",
  severity: "warning",
  demands: "A ServiceEntry with a TCP port has addresses.",
  why: "TCP carries no host name: without an address the listener takes all traffic of that port.",
  bad: entry(""),
  says: "got the TCP port 5432 without addresses, expected spec.addresses",
  good: entry("\n  addresses: [10.1.2.3]"),
  run: (index, report) => {
    const metadata = fieldsOf(
      down(index.mesh, "defaultConfig", "proxyMetadata"),
    );
    const allocates =
      metadata["ISTIO_META_DNS_CAPTURE"] === "true" &&
      (metadata["ISTIO_META_DNS_AUTO_ALLOCATE"] === "true" ||
        metadata["PILOT_ENABLE_IP_AUTOALLOCATE"] === "true");
    if (allocates) return;
    for (const manifest of index.kind(SERVICE_ENTRY)) {
      const spec = specOf(manifest);
      const given = down(manifest.object, "status", "addresses");
      if (isSet(spec["addresses"]) || listOf(given).length > 0) continue;
      listOf(spec["ports"]).forEach((value, i) => {
        const { protocol, number } = fieldsOf(value);
        if (!["", "TCP"].includes(textOf(protocol).toUpperCase())) return;
        report(
          manifest,
          ["spec", "ports", i],
          `got the TCP port ${String(number)} without addresses, expected spec.addresses`,
          "give addresses, or have Istio allocate them",
        );
      });
    }
  },
};
