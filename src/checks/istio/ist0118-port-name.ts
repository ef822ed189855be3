import type { Check } from "../check";
import { unclearPorts } from "./port-names";

const service = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ name: ${name}, port: 8080 }] }
`;

export const portName: Check = {
  id: "IST0118",
  severity: "info",
  demands: "A Service's port says what it carries.",
  why: "Istio then has to guess the protocol from the first bytes, and a port that it takes for TCP has no request metrics.",
  bad: service("web"),
  says: 'got the port name "web" of port 8080, expected <protocol>[-<suffix>], as http-web, or an appProtocol',
  fix: "name the port by its protocol, or add appProtocol; Istio guesses otherwise",
  good: service("http-web"),
  run: (index, report) => {
    for (const port of unclearPorts(index))
      if (!port.isExternal)
        report(
          port.manifest,
          port.path,
          `got the port name ${JSON.stringify(port.name)} of port ${String(port.number)}, expected <protocol>[-<suffix>], as http-web, or an appProtocol`,
        );
  },
};
