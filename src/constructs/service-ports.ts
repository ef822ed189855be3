import type { k8s } from "cdk8s-plus-27";
import type { Port } from "../mesh/port";
import type { Written } from "./core-object";

/** The ports of a Service. */
export function servicePorts(
  ports: readonly Port[],
): Written<k8s.ServicePort>[] {
  return ports.map((port) => ({
    name: port.name,
    port: port.port,
    targetPort: port.targetPort,
    ...(port.protocol === "udp" && { protocol: "UDP" }),
  }));
}
