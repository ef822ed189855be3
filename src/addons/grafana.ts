import type { Construct } from "constructs";
import { toYaml } from "../manifests/yaml";
import type { Addons } from "../platform/addons";
import { IMAGES } from "../platform/versions";
import { dataSources } from "./data-sources";
import { addServer, dataVolume, RESTRICTED } from "./server";
import { urlsOf } from "./urls";

const DASHBOARDS = "/var/lib/grafana-dashboards";

/**
 * Grafana, with data sources and dashboards that nobody has to click together.
 * A container beside it brings in every ConfigMap of the cluster that is labelled
 * `grafana_dashboard`, as kube-prometheus-stack does.
 */
export function addGrafana(
  scope: Construct,
  addons: Addons,
  { admin, anonymous, storage, resources }: NonNullable<Addons["grafana"]>,
): void {
  addServer(scope, {
    name: "grafana",
    namespace: addons.namespace,
    image: IMAGES.grafana,
    ports: { "http-web": 3000 },
    ready: { path: "/api/health" },
    user: 472,
    resources: resources ?? {
      requests: { cpu: "50m", memory: "256Mi" },
      limits: { memory: "512Mi" },
    },
    env: [
      secret("GF_SECURITY_ADMIN_USER", admin, "admin-user"),
      secret("GF_SECURITY_ADMIN_PASSWORD", admin, "admin-password"),
      { name: "GF_USERS_ALLOW_SIGN_UP", value: "false" },
      { name: "GF_ANALYTICS_REPORTING_ENABLED", value: "false" },
      { name: "GF_ANALYTICS_CHECK_FOR_UPDATES", value: "false" },
      { name: "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", value: "false" },
      { name: "GF_PATHS_PROVISIONING", value: "/etc/grafana/provisioning" },
      ...(anonymous === undefined
        ? []
        : [
            { name: "GF_AUTH_ANONYMOUS_ENABLED", value: "true" },
            { name: "GF_AUTH_ANONYMOUS_ORG_ROLE", value: anonymous },
          ]),
    ],
    config: {
      "datasources.yaml": toYaml({
        apiVersion: 1,
        datasources: dataSources(urlsOf(addons)),
      }),
      "dashboards.yaml": toYaml({
        apiVersion: 1,
        providers: [
          {
            name: "dashboards",
            type: "file",
            allowUiUpdates: false,
            options: { path: DASHBOARDS, foldersFromFilesStructure: true },
          },
        ],
      }),
    },
    volumes: [
      provisioning("datasources"),
      provisioning("dashboards"),
      { name: "found", path: DASHBOARDS, source: { emptyDir: {} } },
      { name: "tmp", path: "/tmp", source: { emptyDir: {} } },
      dataVolume("/var/lib/grafana", storage),
    ],
    beside: [COLLECTOR],
    rules: [
      {
        apiGroups: [""],
        resources: ["configmaps"],
        verbs: ["get", "list", "watch"],
      },
    ],
    reachable: [
      { ports: [3000], servers: ["kiali"] },
      ...(addons.reachableFrom.length > 0
        ? [{ ports: [3000], namespaces: addons.reachableFrom }]
        : []),
    ],
  });
}

const COLLECTOR = {
  name: "dashboards",
  image: IMAGES.dashboards,
  env: [
    { name: "METHOD", value: "WATCH" },
    { name: "LABEL", value: "grafana_dashboard" },
    { name: "RESOURCE", value: "configmap" },
    { name: "NAMESPACE", value: "ALL" },
    { name: "FOLDER", value: DASHBOARDS },
    { name: "FOLDER_ANNOTATION", value: "grafana_folder" },
  ],
  resources: {
    requests: { cpu: "10m", memory: "96Mi" },
    limits: { memory: "192Mi" },
  },
  securityContext: RESTRICTED,
  volumeMounts: [
    { name: "found", mountPath: DASHBOARDS },
    { name: "tmp", mountPath: "/tmp" },
  ],
} as const;

function secret(name: string, from: string, key: string) {
  return { name, valueFrom: { secretKeyRef: { name: from, key } } };
}

function provisioning(kind: string) {
  const file = `${kind}.yaml`;
  return {
    name: `provisioned-${kind}`,
    path: `/etc/grafana/provisioning/${kind}`,
    source: {
      configMap: { name: "grafana", items: [{ key: file, path: file }] },
    },
  };
}
