import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { toYaml } from "../manifests/yaml";
import type { Addons } from "../platform/addons";
import { IMAGES } from "../platform/versions";
import { jaegerConfig } from "./jaeger-config";
import { addServer, dataVolume } from "./server";

/**
 * Jaeger 2, in one pod. Every proxy sends to it, so every namespace reaches its
 * collector; the pages and queries do not come that way.
 */
export function addJaeger(
  scope: Construct,
  { namespace, reachableFrom }: Addons,
  { storage, resources }: NonNullable<Addons["jaeger"]>,
): void {
  addServer(scope, {
    name: "jaeger",
    namespace,
    image: IMAGES.jaeger,
    args: ["--config", "/jaeger-configuration/config.yaml"],
    ports: {
      "grpc-otlp": 4317,
      "http-otlp": 4318,
      "http-zipkin": 9411,
      "http-query": 16_686,
      "http-metrics": 8888,
    },
    ready: { path: "/status", port: 13_133 },
    user: 10_001,
    resources: resources ?? {
      requests: { cpu: "50m", memory: "256Mi" },
      limits: { memory: "1Gi" },
    },
    config: { "config.yaml": toYaml(jaegerConfig(storage !== undefined)) },
    volumes: [
      {
        name: "config",
        path: "/jaeger-configuration",
        source: { configMap: { name: "jaeger" } },
      },
      dataVolume("/badger", storage),
      { name: "tmp", path: "/tmp", source: { emptyDir: {} } },
    ],
    annotations: {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "8888",
    },
    reachable: [
      { ports: [4317, 4318, 9411], namespaces: "all" },
      { ports: [16_686], servers: ["grafana", "kiali"] },
      { ports: [8888], servers: ["prometheus"] },
      ...(reachableFrom.length > 0
        ? [{ ports: [16_686], namespaces: reachableFrom }]
        : []),
    ],
  });
  // The names by which Istio's own sample and most examples know it.
  addAlias(scope, namespace, "jaeger-collector", {
    "grpc-otlp": 4317,
    "http-otlp": 4318,
    "http-zipkin": 9411,
  });
  addAlias(scope, namespace, "zipkin", { "http-zipkin": 9411 });
  addAlias(scope, namespace, "tracing", { "http-query": 16_686 });
}

function addAlias(
  scope: Construct,
  namespace: string,
  name: string,
  ports: Readonly<Record<string, number>>,
): void {
  new ApiObject(scope, `Service-${name}`, {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name,
      namespace,
      labels: { "app.kubernetes.io/name": "jaeger" },
    },
    spec: {
      selector: { "app.kubernetes.io/name": "jaeger" },
      ports: Object.entries(ports).map(([port, number]) => ({
        name: port,
        port: number,
        targetPort: number,
      })),
    },
  });
}
