import { standardMetrics } from "../metrics/catalogue";
import type { Raw } from "../mesh/shape";
import type { Addons } from "../platform/addons";

/** Where ConfigMaps with rules are mounted. */
export const RULES_FOLDER = "/etc/prometheus/rules";

/**
 * A plain Prometheus's configuration: sidecars and whatever else carries the
 * annotations `prometheus.io/…`, istiod, and what the alerts read of kubelets
 * and kube-state-metrics.
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export function prometheusConfig({
  namespace,
  istioNamespace,
  meshes,
}: Addons): Raw {
  const told = meshes.some(({ alertmanager }) => alertmanager);
  return {
    global: { scrape_interval: "15s", evaluation_interval: "15s" },
    rule_files: [`${RULES_FOLDER}/*.yaml`],
    ...(told && {
      alerting: {
        alertmanagers: [
          {
            static_configs: [
              { targets: [`alertmanager.${namespace}.svc:9093`] },
            ],
          },
        ],
      },
    }),
    scrape_configs: [
      {
        job_name: "prometheus",
        static_configs: [{ targets: ["localhost:9090"] }],
      },
      { ...PODS, kubernetes_sd_configs: [{ role: "pod" }] },
      istiod(istioNamespace),
      CADVISOR,
      {
        job_name: "kube-state-metrics",
        honor_labels: true,
        static_configs: [
          { targets: [`kube-state-metrics.${namespace}.svc:8080`] },
        ],
        metric_relabel_configs: [known(/^kube_/)],
      },
    ],
  };
}

const label = (from: string, to: string) => ({
  source_labels: [from],
  target_label: to,
});
const WHERE = [
  label("__meta_kubernetes_namespace", "namespace"),
  label("__meta_kubernetes_pod_name", "pod"),
];
const annotation = (name: string) =>
  `__meta_kubernetes_pod_annotation_prometheus_io_${name}`;

/**
 * Pods with annotations. Injection writes them: port 15020, where the agent's
 * metrics and the application's come with Envoy's. A pod has a target for each
 * of its ports; with one address and the same labels they are one.
 */
export const PODS = {
  job_name: "pods",
  honor_labels: true,
  relabel_configs: [
    { action: "keep", source_labels: [annotation("scrape")], regex: "true" },
    {
      action: "drop",
      source_labels: ["__meta_kubernetes_pod_phase"],
      regex: "Pending|Succeeded|Failed|Completed",
    },
    // It has the annotations, and a job of its own.
    {
      action: "drop",
      source_labels: ["__meta_kubernetes_pod_label_app"],
      regex: "istiod",
    },
    {
      source_labels: [annotation("scheme")],
      regex: "(https?)",
      target_label: "__scheme__",
    },
    {
      source_labels: [annotation("path")],
      regex: "(.+)",
      target_label: "__metrics_path__",
    },
    {
      source_labels: [annotation("port"), "__meta_kubernetes_pod_ip"],
      regex: "(\\d+);([^:]+)",
      replacement: "$2:$1",
      target_label: "__address__",
    },
    {
      source_labels: [annotation("port"), "__meta_kubernetes_pod_ip"],
      regex: "(\\d+);(.*:.*)",
      replacement: "[$2]:$1",
      target_label: "__address__",
    },
    ...WHERE,
    // What the metrics of sidecars have where a Prometheus operator finds them.
    {
      source_labels: [annotation("path")],
      regex: "/stats/prometheus",
      target_label: "container",
      replacement: "istio-proxy",
    },
  ],
} as const;

function istiod(istioNamespace: string): Raw {
  return {
    job_name: "istiod",
    kubernetes_sd_configs: [
      { role: "endpoints", namespaces: { names: [istioNamespace] } },
    ],
    relabel_configs: [
      {
        action: "keep",
        source_labels: [
          "__meta_kubernetes_service_label_istio",
          "__meta_kubernetes_endpoint_port_name",
        ],
        regex: "pilot;http-monitoring",
      },
      ...WHERE,
    ],
  };
}

const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Kubelets sign their certificates themselves in most clusters. */
const CADVISOR = {
  job_name: "cadvisor",
  scheme: "https",
  metrics_path: "/metrics/cadvisor",
  authorization: { credentials_file: `${ACCOUNT}/token` },
  tls_config: { insecure_skip_verify: true },
  kubernetes_sd_configs: [{ role: "node" }],
  relabel_configs: [label("__meta_kubernetes_node_name", "node")],
  metric_relabel_configs: [known(/^container_/)],
} as const;

/** Only what signals read: all of it would be most of what such a Prometheus keeps. */
function known(family: RegExp) {
  const names = [...standardMetrics().keys()].filter((name) =>
    family.test(name),
  );
  return {
    action: "keep",
    source_labels: ["__name__"],
    regex: names.sort().join("|"),
  } as const;
}
