import type { MeshProps } from "../src/index";

/** Three services that call one another; version 2 of the first is tried out. */
export const shop: MeshProps = {
  name: "shop",
  team: "shop",
  services: [
    {
      name: "web-app",
      image: "registry.example/shop/web-app:1.4.2",
      port: 8080,
      replicas: 3,
      readiness: "/ready",
      env: { CART_ADDR: "cart:7070" },
      canary: {
        version: "v2",
        image: "registry.example/shop/web-app:1.5.0",
        weight: 10,
        header: { canary: "true" },
      },
      ingress: { hosts: ["shop.example.com"] },
      slo: { availability: 99.9, latency: { p95: "500ms" } },
    },
    {
      name: "cart",
      image: "registry.example/shop/cart:2.0.3",
      port: { port: 7070, protocol: "grpc" },
      readiness: { grpc: {} },
    },
    {
      name: "sessions",
      image: "registry.example/mirror/redis:7.4.1",
      port: { port: 6379, protocol: "tcp", suffix: "redis" },
      readiness: { tcpSocket: {} },
    },
  ],
  alertmanager: {
    pages: { pagerduty: { name: "pagerduty", key: "routing-key" } },
    tickets: { webhook: "https://tickets.example/alerts" },
  },
  telemetry: { tracing: { sampling: 5 } },
  dashboards: {},
};
