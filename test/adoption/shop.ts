import { deployment, service } from "../adopt/of";

const inShop = (yaml: string) =>
  yaml.replaceAll("metadata: {name:", "metadata: {namespace: shop, name:");

/**
 * Manifests in the shapes that public examples have: gRPC by name and by
 * probe, a metrics port, a database, two versions, a load generator, a
 * CronJob, things that are no service's.
 */
export const SHOP: Readonly<Record<string, string>> = {
  "namespace.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n",
  "web.yaml": inShop(
    service("web", "{name: http, port: 80, targetPort: 8080}", {
      selector: "run: web",
    }) +
      deployment("web", {
        labels: "run: web, track: stable",
        more: "replicas: 3",
        container:
          "image: 'registry.example/web:1.4', ports: [{containerPort: 8080}], env: [{name: CART_ADDR, value: 'cart:7070'}, {name: TAX_ADDR, value: 'tax:80'}]",
      }) +
      deployment("web-canary", {
        labels: "run: web, track: canary",
        container:
          "image: 'registry.example/web:1.5', ports: [{containerPort: 8080}]",
      }),
  ),
  "cart.yml": inShop(
    service("cart", "{port: 7070}") +
      deployment("cart", {
        container:
          "image: 'registry.example/cart:2', readinessProbe: {grpc: {port: 7070}}, env: [{name: REDIS_ADDR, value: 'redis:6379'}]",
      }),
  ),
  "redis.json": JSON.stringify({
    apiVersion: "v1",
    kind: "List",
    items: [
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "redis", namespace: "shop" },
        spec: { selector: { app: "redis" }, ports: [{ port: 6379 }] },
      },
      {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        metadata: { name: "redis", namespace: "shop" },
        spec: {
          serviceName: "redis",
          selector: { matchLabels: { app: "redis" } },
          template: {
            metadata: { labels: { app: "redis" } },
            spec: { containers: [{ name: "redis", image: "redis:7" }] },
          },
        },
      },
    ],
  }),
  "batch.yaml": inShop(
    deployment("bot", {
      container: "image: 'registry.example/bot:1', args: ['http://web']",
    }) +
      `
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "@daily"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: 'registry.example/report:1'}]}}}}
`,
  ),
  "rest.yaml": `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
rules: []
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {on: "off", octal: "0o17", number: "1e3", text: "a: b # c"}
`,
};
