import type { Construct } from "constructs";
import { toYaml } from "../manifests/yaml";
import type { Addons } from "../platform/addons";
import { IMAGES } from "../platform/versions";
import { kialiSettings } from "./kiali-config";
import { addServer } from "./server";

const READ = ["get", "list", "watch"] as const;

/** What Kiali shows; it changes nothing. */
const RULES = [
  {
    apiGroups: [""],
    resources: [
      "configmaps",
      "endpoints",
      "namespaces",
      "pods",
      "pods/log",
      "replicationcontrollers",
      "services",
    ],
    verbs: READ,
  },
  // Envoy's own pages and istiod's are asked through the API server.
  { apiGroups: [""], resources: ["pods/portforward"], verbs: ["create"] },
  {
    apiGroups: ["apps"],
    resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
    verbs: READ,
  },
  { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: READ },
  {
    apiGroups: [
      "extensions.istio.io",
      "gateway.networking.k8s.io",
      "networking.istio.io",
      "security.istio.io",
      "telemetry.istio.io",
    ],
    resources: ["*"],
    verbs: READ,
  },
  {
    apiGroups: ["admissionregistration.k8s.io"],
    resources: ["mutatingwebhookconfigurations"],
    verbs: READ,
  },
  // The tokens with which people sign in.
  {
    apiGroups: ["authentication.k8s.io"],
    resources: ["tokenreviews"],
    verbs: ["create"],
  },
] as const;

/** Where Kiali looks for a setting that is `secret:…`, a folder a setting. */
const SIGNING_KEY = "/kiali-override-secrets/login-token-signing-key";

/** Kiali, which looks only, and asks for a token. */
export function addKiali(
  scope: Construct,
  addons: Addons,
  kiali: NonNullable<Addons["kiali"]>,
): void {
  const { anonymous = false, signingKey, resources } = kiali;
  addServer(scope, {
    name: "kiali",
    namespace: addons.namespace,
    image: IMAGES.kiali,
    command: ["/opt/kiali/kiali"],
    args: ["-config", "/kiali-configuration/config.yaml"],
    env: [
      {
        name: "ACTIVE_NAMESPACE",
        valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } },
      },
    ],
    ports: { "http-web": 20_001, "http-metrics": 9090 },
    ready: { path: "/kiali/healthz" },
    user: 1000,
    resources: resources ?? {
      requests: { cpu: "10m", memory: "128Mi" },
      limits: { memory: "1Gi" },
    },
    config: {
      "config.yaml": toYaml({
        ...kialiSettings(addons, kiali),
        ...(!anonymous && {
          login_token: { signing_key: `secret:${signingKey}:key` },
        }),
        server: { port: 20_001, web_root: "/kiali" },
      }),
    },
    volumes: [
      {
        name: "config",
        path: "/kiali-configuration",
        source: { configMap: { name: "kiali" } },
      },
      ...(anonymous
        ? []
        : [
            {
              name: "signing-key",
              path: SIGNING_KEY,
              source: {
                secret: {
                  secretName: signingKey,
                  items: [{ key: "key", path: "value.txt" }],
                },
              },
            },
          ]),
    ],
    rules: RULES,
    annotations: {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "9090",
    },
    reachable: [
      { ports: [9090], servers: ["prometheus"] },
      ...(addons.reachableFrom.length > 0
        ? [{ ports: [20_001], namespaces: addons.reachableFrom }]
        : []),
    ],
  });
}
