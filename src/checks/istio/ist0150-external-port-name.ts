import type { Check } from "../check";
import { unclearPorts } from "./port-names";

const service = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: search, namespace: shop }
spec: { type: ExternalName, externalName: example.com, ports: [{ name: ${name}, port: 443 }] }
`;

export const externalPortName: Check = {
  id: "IST0150",
  severity: "warning",
  demands:
    "A port of an ExternalName Service names a protocol other than plain tcp.",
  why: "A TCP listener without an address takes all traffic of that port, also that for other hosts.",
  bad: service("tcp"),
  says: 'got the port name "tcp" of port 443 of an ExternalName Service, expected <protocol>[-<suffix>], as https',
  fix: "name the port by the protocol that the host speaks, https or tls mostly",
  good: service("https"),
  run: (index, report) => {
    for (const port of unclearPorts(index))
      if (port.isExternal)
        report(
          port.manifest,
          port.path,
          `got the port name ${JSON.stringify(port.name)} of port ${String(port.number)} of an ExternalName Service, expected <protocol>[-<suffix>], as https`,
        );
  },
};
