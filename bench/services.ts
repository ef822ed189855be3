import type { ServiceProps } from "../src/mesh/service";

/** A service of twelve objects, as all benchmarks take it. */
export function fullService(index: number): ServiceProps {
  return {
    name: `service-${index}`,
    image: "registry.example/service:1.0.0",
    port: 8080,
    env: { CART_ADDR: "cart:7070", LOG_LEVEL: "info" },
    readiness: "/ready",
    resources: {
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { memory: "256Mi" },
    },
    metrics: { port: 9090, merge: false },
    autoscaling: { min: 2, max: 10 },
    disruptionBudget: { maxUnavailable: 1 },
    canary: {
      version: "v2",
      image: "registry.example/service:1.1.0",
      weight: 10,
      header: { canary: "true" },
    },
    ingress: { hosts: [`service-${index}.example.com`] },
    telemetry: { tracing: { sampling: 5 } },
  };
}
