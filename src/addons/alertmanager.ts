import type { Construct } from "constructs";
import { toYaml } from "../manifests/yaml";
import type { Addons } from "../platform/addons";
import { IMAGES } from "../platform/versions";
import type { Told } from "../routing/plain";
import { plainConfigs, SECRETS_FOLDER, secretsOf } from "../routing/plain";
import { addServer } from "./server";

/** Those meshes of the addons that say who is told. */
export function toldOf({ meshes }: Addons): readonly Told[] {
  const told = meshes.flatMap(({ name, namespace, alertmanager }) =>
    alertmanager ? [{ name, namespace: namespace.name, to: alertmanager }] : [],
  );
  return told.map(({ name, ...one }) =>
    told.length > 1 ? { ...one, prefix: `${name}-` } : one,
  );
}

/**
 * An Alertmanager with the routes of all meshes. Which keys it needs are in
 * Secrets of its namespace, and mounted; none is written here.
 */
export function addAlertmanager(
  scope: Construct,
  { namespace, reachableFrom }: Addons,
  told: readonly Told[],
): void {
  addServer(scope, {
    name: "alertmanager",
    namespace,
    image: IMAGES.alertmanager,
    args: [
      "--config.file=/etc/alertmanager/config/alertmanager.yml",
      "--storage.path=/alertmanager",
      "--cluster.listen-address=",
    ],
    ports: { "http-web": 9093 },
    ready: { path: "/-/ready" },
    user: 65_534,
    resources: {
      requests: { cpu: "10m", memory: "64Mi" },
      limits: { memory: "128Mi" },
    },
    config: { "alertmanager.yml": toYaml(plainConfigs(told)) },
    volumes: [
      {
        name: "config",
        path: "/etc/alertmanager/config",
        source: { configMap: { name: "alertmanager" } },
      },
      ...secretsOf(told).map((secret) => ({
        name: `secret-${secret}`,
        path: `${SECRETS_FOLDER}/${secret}`,
        source: { secret: { secretName: secret } },
      })),
      { name: "data", path: "/alertmanager", source: { emptyDir: {} } },
    ],
    reachable: [
      { ports: [9093], servers: ["prometheus", "grafana"] },
      ...(reachableFrom.length > 0
        ? [{ ports: [9093], namespaces: reachableFrom }]
        : []),
    ],
  });
}
