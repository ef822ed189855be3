import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { partName, split } from "../alerts/split";
import { toYaml } from "../manifests/yaml";
import type { MeshDescription } from "../mesh/mesh";
import type { RuleGroup } from "../mesh/rule";
import type { Addons } from "../platform/addons";
import { IMAGES } from "../platform/versions";
import { rulesOf } from "../rules/rules";
import { prometheusConfig, RULES_FOLDER } from "./prometheus-config";
import { addServer, dataVolume } from "./server";

/** What discovery and kubelets are asked for. */
const RULES = [
  {
    apiGroups: [""],
    resources: ["nodes", "pods", "services", "endpoints"],
    verbs: ["get", "list", "watch"],
  },
  { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
] as const;

/**
 * A small Prometheus with the rules of the meshes. It reads its configuration
 * and rules again by itself when they change.
 */
export function addPrometheus(
  scope: Construct,
  addons: Addons,
  { retention, storage, resources }: NonNullable<Addons["prometheus"]>,
): void {
  const { namespace, meshes } = addons;
  const rules = meshes.flatMap((mesh) => addRules(scope, namespace, mesh));
  const config = "prometheus-config";
  new ApiObject(scope, "ConfigMap-prometheus-config", {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: config, namespace },
    data: { "prometheus.yml": toYaml(prometheusConfig(addons)) },
  });
  addServer(scope, {
    name: "prometheus",
    namespace,
    image: IMAGES.prometheus,
    args: [
      "--config.file=/etc/prometheus/config/prometheus.yml",
      "--storage.tsdb.path=/prometheus",
      `--storage.tsdb.retention.time=${retention}`,
      "--enable-feature=auto-reload-config",
    ],
    ports: { "http-web": 9090 },
    ready: { path: "/-/ready" },
    user: 65_534,
    resources: resources ?? {
      requests: { cpu: "200m", memory: "1Gi" },
      limits: { memory: "2Gi" },
    },
    volumes: [
      {
        name: "config",
        path: "/etc/prometheus/config",
        source: { configMap: { name: config } },
      },
      {
        name: "rules",
        path: RULES_FOLDER,
        source: {
          projected: {
            sources: rules.map((name) => ({ configMap: { name } })),
          },
        },
      },
      dataVolume("/prometheus", storage),
    ],
    rules: RULES,
    reachable: [
      { ports: [9090], servers: ["grafana", "kiali"] },
      ...(addons.reachableFrom.length > 0
        ? [{ ports: [9090], namespaces: addons.reachableFrom }]
        : []),
    ],
  });
}

/** The names of ConfigMaps with all rules of a mesh: its own, and a service each. */
function addRules(
  scope: Construct,
  namespace: string,
  mesh: MeshDescription,
): readonly string[] {
  const rules = rulesOf(mesh);
  const files: readonly (readonly [string, readonly RuleGroup[]])[] = [
    [mesh.name, rules.mesh],
    ...[...rules.services].map(
      ([service, groups]) => [`${mesh.name}-${service}`, groups] as const,
    ),
  ];
  return files.flatMap(([file, groups]) =>
    split(groups).map((part, index) => {
      const name = partName(file, index);
      new ApiObject(scope, `ConfigMap-${name}-rules`, {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: `${name}-rules`, namespace },
        data: { [`${name}.rules.yaml`]: toYaml({ groups: part }) },
      });
      return `${name}-rules`;
    }),
  );
}
