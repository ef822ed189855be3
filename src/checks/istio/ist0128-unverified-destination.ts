import type { Check } from "../check";
import { saidOf, unverifiedServers } from "./server-verification";

const rule = (tls: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: db, namespace: shop }
spec: { host: db.example.com, trafficPolicy: { tls: ${tls} } }
`;

export const unverifiedDestination: Check = {
  id: "IST0128",
  severity: "warning",
  demands: "TLS to a host names the CA that it trusts.",
  why: "Without caCertificates the server's certificate is not verified, so anybody may stand in for it.",
  bad: rule("{ mode: SIMPLE }"),
  says: 'got TLS mode SIMPLE to "db.example.com" without caCertificates, expected the CA that signs the server\'s certificate',
  fix: "add caCertificates, or credentialName at a gateway; without it no certificate is verified",
  good: rule("{ mode: SIMPLE, caCertificates: /etc/certs/ca.pem }"),
  run: (index, report) => {
    for (const place of unverifiedServers(index, "destination"))
      report(place.manifest, place.path, saidOf(place));
  },
};
