import * as controlPlane from "../signals/control-plane";
import type { Alert, MeshSubject } from "./alert";
import { played } from "./alert";

const scraped = ({ mesh }: MeshSubject) => mesh.monitoring.controlPlane;

export const certificateAlerts: readonly Alert<MeshSubject>[] = [
  {
    name: "IstioRootCertExpiring",
    severity: "critical",
    dashboard: "control-plane",
    applies: scraped,
    query: ({ mesh }) =>
      controlPlane
        .rootCertificateLeft()
        .lt(mesh.thresholds.rootCertificate / 1000),
    for: "30m",
    service: "istiod",
    summary: "The mesh's root certificate expires soon.",
    description:
      "The root certificate ends in {{ $value | humanizeDuration }}.",
    runbook: {
      meaning: "All certificates of the mesh are signed under this one.",
      impact: "When it ends, no two sidecars trust each other any more.",
      diagnosis: [
        [
          "When it ends.",
          "kubectl get secret -n istio-system cacerts istio-ca-secret -o yaml --ignore-not-found",
        ],
      ],
      mitigation: [
        "Rotate the root while both are trusted: https://istio.io/latest/docs/tasks/security/cert-management/",
      ],
    },
    proof: {
      fires: [played("root-cert-expiring=10d", 60)],
      silent: [played("root-cert-expiring=60d", 60)],
    },
  },
  {
    name: "IstioWorkloadCertExpiring",
    severity: "critical",
    dashboard: "mtls",
    query: ({ mesh }) =>
      controlPlane
        .certificateLeft(mesh.namespace.name)
        .lt(mesh.thresholds.workloadCertificate / 1000),
    for: "15m",
    service: "istio-proxy",
    summary: "A workload's certificate is not renewed.",
    description:
      "The certificate of {{ $labels.pod }} ends in {{ $value | humanizeDuration }}.",
    runbook: {
      meaning: "Certificates are renewed at half their life; this one was not.",
      impact: "When it ends, the pod's connections fail.",
      diagnosis: [
        [
          "What the agent says.",
          "kubectl logs -n NAMESPACE POD -c istio-proxy | grep -i cert",
        ],
        ["Its certificate.", "istioctl proxy-config secret POD -n NAMESPACE"],
      ],
      mitigation: [
        "Restart the pod.",
        "If it is all pods, istiod cannot sign: see IstioCsrSigningFailing.",
      ],
    },
    proof: {
      fires: [played("web-app:workload-cert-stale=30m")],
      silent: [played("web-app:workload-cert-stale=6h")],
    },
  },
  {
    name: "IstioCsrSigningFailing",
    severity: "critical",
    dashboard: "control-plane",
    applies: scraped,
    query: () => controlPlane.signingErrors().gt(0),
    for: "5m",
    service: "istiod",
    summary: "Certificates cannot be signed.",
    description:
      "{{ $value | humanize }} requests for a certificate failed: {{ $labels.error }}.",
    runbook: {
      meaning:
        "istiod, as the mesh's authority, could not sign what a proxy asked for.",
      impact:
        "New pods do not get into the mesh; running ones follow within a day.",
      diagnosis: [
        [
          "What istiod says.",
          "kubectl logs -n istio-system deploy/istiod | grep -i csr",
        ],
      ],
      mitigation: [
        "Mend the CA's secret or the external authority that the error names.",
      ],
    },
    proof: {
      fires: [played("csr-errors")],
      silent: [played("injection-failures")],
    },
  },
];
