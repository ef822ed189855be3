/**
 * The versions of everything that is installed, in one place. Each was read from
 * its project's releases; a newer one is added here.
 */

/** Releases of Istio that the descriptions of a mesh were held against. */
export const ISTIO_VERSIONS = [
  "1.30.0",
  "1.30.1",
  "1.30.2",
  "1.30.3",
  "1.30.4",
  "1.30.5",
] as const;
export type IstioVersion = (typeof ISTIO_VERSIONS)[number];

export const NEWEST_ISTIO: IstioVersion = "1.30.5";

/** Where Helm charts are, and their names and versions there; Istio's have its own. */
export const CHARTS = {
  istio: { url: "https://istio-release.storage.googleapis.com/charts" },
  prometheus: {
    url: "https://prometheus-community.github.io/helm-charts",
    chart: "kube-prometheus-stack",
    version: "88.5.3",
  },
  prometheusCrds: {
    url: "https://prometheus-community.github.io/helm-charts",
    chart: "prometheus-operator-crds",
    version: "31.0.1",
  },
  grafana: {
    url: "https://grafana-community.github.io/helm-charts",
    chart: "grafana",
    version: "12.11.1",
  },
  kiali: {
    url: "https://kiali.org/helm-charts",
    chart: "kiali-server",
    version: "2.29.0",
  },
  jaeger: {
    url: "https://jaegertracing.github.io/helm-charts",
    chart: "jaeger",
    version: "4.11.1",
  },
} as const;

/** Images of the plain manifests, those of the charts above. */
export const IMAGES = {
  prometheus: "docker.io/prom/prometheus:v3.14.0",
  alertmanager: "docker.io/prom/alertmanager:v0.34.0",
  kubeStateMetrics:
    "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0",
  grafana: "docker.io/grafana/grafana:13.2.0",
  dashboards: "quay.io/kiwigrid/k8s-sidecar:2.10.1",
  kiali: "quay.io/kiali/kiali:v2.29.0",
  jaeger: "docker.io/jaegertracing/jaeger:2.19.0",
} as const;
