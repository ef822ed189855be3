import { k8s } from "cdk8s-plus-27";
import type { Port } from "../mesh/port";

/** The ports of a Service. */
export function servicePorts(ports: readonly Port[]): k8s.ServicePort[] {
  return ports.map((port) => ({
    name: port.name,
    port: port.port,
    targetPort: k8s.IntOrString.fromNumber(port.targetPort),
    ...(port.protocol === "udp" && { protocol: "UDP" }),
  }));
}
