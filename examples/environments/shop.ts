import type { BaseMeshProps } from "../../src/index";

/** What staging and production have in common. */
export const shop: BaseMeshProps = {
  name: "shop",
  team: "shop",
  services: [
    {
      name: "web-app",
      port: 8080,
      replicas: 3,
      readiness: "/ready",
      env: { CART_ADDR: "cart:7070" },
      canary: { header: { canary: "true" } },
      ingress: { hosts: ["shop.example.com"] },
      slo: { availability: 99.9, latency: { p95: "500ms" } },
    },
    {
      name: "cart",
      port: { port: 7070, protocol: "grpc" },
      readiness: { grpc: {} },
    },
  ],
};
