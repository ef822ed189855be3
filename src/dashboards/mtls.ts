import * as istio from "../metrics/istio";
import { agentCertExpiry } from "../metrics/platform";
import { certificateLeft } from "../signals/control-plane";
import {
  mtlsShare,
  plaintextConnections,
  plaintextRequests,
  requestsBySecurity,
} from "../signals/mtls";
import type { Board } from "./board";
import { above, below } from "./limits";
import { rateOf, SHARE, valueOf } from "./units";
import { NAMESPACE, WINDOW } from "./variables";

const NAME = "{{destination_service_name}}";

/** Whether everything is encrypted: what one looks at before STRICT. */
export const mtls: Board = {
  name: "mtls",
  title: "mTLS",
  description:
    "What arrives with mutual TLS and what in plain text, and from whom: what one looks at before STRICT. Only the server's proxy can tell.",
  variables: ["namespace"],
  annotated: false,
  rows: (mesh) => [
    {
      title: "Encrypted",
      panels: [
        {
          kind: "graph",
          title: "mTLS share",
          description: "The share of each service's requests that has mTLS.",
          unit: SHARE,
          lines: [{ query: mtlsShare(NAMESPACE), legend: NAME }],
          limits: [below(mesh.thresholds.mtlsShare)],
          alerts: ["IstioMtlsShareLow"],
        },
        {
          kind: "graph",
          title: "Certificates",
          description:
            "For how long the certificate still holds that ends first of all sidecars'. They are renewed at half their time.",
          unit: valueOf(agentCertExpiry),
          lines: [{ query: certificateLeft(NAMESPACE).min(), legend: "first" }],
          limits: [below(mesh.thresholds.workloadCertificate / 1000)],
          alerts: ["IstioWorkloadCertExpiring"],
        },
        {
          kind: "table",
          title: "Who calls, and how",
          description:
            "Requests a second by caller, service and policy. A caller without a sidecar is unknown.",
          labels: {
            source_workload: "Client",
            source_workload_namespace: "in",
            destination_service_name: "Service",
            connection_security_policy: "Policy",
          },
          columns: [
            {
              title: "Requests",
              unit: rateOf(istio.requests),
              query: requestsBySecurity(NAMESPACE, WINDOW),
            },
          ],
        },
      ],
    },
    {
      title: "Plain text",
      panels: [
        {
          kind: "graph",
          title: "Requests in plain text",
          description:
            "Requests a second that arrive without mTLS. Empty is well.",
          unit: rateOf(istio.requests),
          lines: [{ query: plaintextRequests(NAMESPACE), legend: NAME }],
          limits: [above(0)],
          alerts: ["IstioPlaintextRequests"],
        },
        {
          kind: "graph",
          title: "TCP connections in plain text",
          description:
            "Connections a second that arrive without mTLS. Empty is well.",
          unit: rateOf(istio.tcpOpened),
          lines: [{ query: plaintextConnections(NAMESPACE), legend: NAME }],
          limits: [above(0)],
          alerts: ["IstioPlaintextTcp"],
        },
      ],
    },
  ],
};
