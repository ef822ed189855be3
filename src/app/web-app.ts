import type { ServiceProps } from "../mesh/service";

/** The article's web application: version 2 is tried on a tenth of the requests. */
export const webApp: ServiceProps = {
  name: "web-app",
  image: "registry.example/shop/web-app:1.4.2",
  port: 8080,
  replicas: 3,
  readiness: "/ready",
  env: { CART_ADDR: "cart:7070" },
  resources: {
    requests: { cpu: "100m", memory: "128Mi" },
    limits: { memory: "256Mi" },
  },
  metrics: { port: 9090 },
  disruptionBudget: { maxUnavailable: 1 },
  canary: {
    version: "v2",
    image: "registry.example/shop/web-app:1.5.0",
    weight: 10,
    header: { canary: "true" },
  },
  timeout: "10s",
  retries: { attempts: 2, perTryTimeout: "3s", retryOn: "5xx,connect-failure" },
  slo: { availability: 99.9, latency: { p95: "500ms" } },
};
