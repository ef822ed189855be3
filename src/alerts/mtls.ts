import {
  mtlsShare,
  plaintextConnections,
  plaintextRequests,
} from "../signals/mtls";
import type { Alert, MeshSubject } from "./alert";
import { played } from "./alert";

const SERVICE = "{{ $labels.destination_service_name }}";
const WHO = [
  "Who sends it; a client without a sidecar shows as unknown, so look at its address.",
  "kubectl logs -n NAMESPACE deploy/SERVICE-VERSION -c istio-proxy --tail=50",
] as const;
const POLICY = [
  "Which policy holds.",
  "istioctl x describe pod -n NAMESPACE POD",
] as const;

export const mtlsAlerts: readonly Alert<MeshSubject>[] = [
  {
    name: "IstioPlaintextRequests",
    severity: "warning",
    dashboard: "mtls",
    query: ({ mesh }) => plaintextRequests(mesh.namespace.name).gt(0),
    for: "10m",
    service: SERVICE,
    summary: "Requests arrive without mTLS.",
    description: `{{ $value | humanize }} requests a second reach ${SERVICE} in plain text.`,
    runbook: {
      meaning:
        "The service's proxies, which alone can tell, count requests that came without mutual TLS.",
      impact:
        "They can be read and forged on the way, and STRICT would cut their senders off.",
      diagnosis: [WHO, POLICY],
      mitigation: [
        "Give the client a sidecar.",
        "If it cannot have one, keep PERMISSIVE for this service, knowingly.",
      ],
    },
    proof: {
      fires: [
        played("web-app:plaintext=10%"),
        played("web-app:plaintext=0.5%"),
      ],
      silent: [played("sessions:plaintext-tcp")],
    },
  },
  {
    name: "IstioPlaintextTcp",
    severity: "warning",
    dashboard: "mtls",
    query: ({ mesh }) => plaintextConnections(mesh.namespace.name).gt(0),
    for: "10m",
    service: SERVICE,
    summary: "TCP connections arrive without mTLS.",
    description: `{{ $value | humanize }} connections a second reach ${SERVICE} in plain text.`,
    runbook: {
      meaning:
        "The server's proxies count TCP connections that came without mutual TLS.",
      impact:
        "They can be read on the way, and STRICT would cut their senders off.",
      diagnosis: [WHO, POLICY],
      mitigation: ["Give the client a sidecar."],
    },
    proof: {
      fires: [played("sessions:plaintext-tcp")],
      silent: [played("web-app:plaintext=10%")],
    },
  },
  {
    name: "IstioMtlsShareLow",
    severity: "warning",
    dashboard: "mtls",
    query: ({ mesh }) =>
      mtlsShare(mesh.namespace.name).lt(mesh.thresholds.mtlsShare),
    for: "15m",
    service: SERVICE,
    summary: "Too few requests come with mTLS.",
    description: `Only {{ $value | humanizePercentage }} of the requests to ${SERVICE} come with mTLS.`,
    runbook: {
      meaning:
        "The share of requests with mutual TLS is below the target that one wants before STRICT.",
      impact: "STRICT would refuse the others.",
      diagnosis: [WHO, POLICY],
      mitigation: [
        "Bring the clients into the mesh, one by one; docs/mtls.md has the list.",
      ],
    },
    proof: {
      fires: [played("web-app:plaintext=10%")],
      silent: [played("web-app:plaintext=0.5%")],
    },
  },
];
