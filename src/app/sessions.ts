import type { ServiceProps } from "../mesh/service";

/** The sessions' store, which speaks Redis over TCP. */
export const sessions: ServiceProps = {
  name: "sessions",
  image: "registry.example/mirror/redis:7.4.1",
  port: { port: 6379, protocol: "tcp", suffix: "redis" },
  replicas: 1,
  readiness: { tcpSocket: {} },
  resources: {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { memory: "128Mi" },
  },
  securityContext: { runAsUser: 999 },
};
