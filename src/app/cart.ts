import type { ServiceProps } from "../mesh/service";

/** The shopping cart, over gRPC. */
export const cart: ServiceProps = {
  name: "cart",
  image: "registry.example/shop/cart:2.0.3",
  port: { port: 7070, protocol: "grpc" },
  autoscaling: { min: 2, max: 6, cpu: 70 },
  readiness: { grpc: {} },
  env: {
    SESSIONS_ADDR: "sessions:6379",
    SESSIONS_PASSWORD: {
      secretKeyRef: { name: "sessions", key: "password" },
    },
  },
  resources: {
    requests: { cpu: "100m", memory: "64Mi" },
    limits: { memory: "128Mi" },
  },
  alerts: { latencyP95: "250ms" },
};
