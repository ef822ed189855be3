import type { k8s } from "cdk8s-plus-27";
import type { Construct } from "constructs";
import type { Port } from "../mesh/port";
import type { Written } from "./core-object";
import { addCoreObject } from "./core-object";

interface KubeService {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly Port[];
}

export function addKubeService(
  scope: Construct,
  id: string,
  { name, labels, selector, ports }: KubeService,
): void {
  addCoreObject(scope, id, "Service", {
    metadata: { name, labels },
    spec: { selector, ports: ports.map(servicePort) },
  });
}

function servicePort(port: Port): Written<k8s.ServicePort> {
  return {
    name: port.name,
    port: port.port,
    targetPort: port.targetPort,
    ...(port.protocol === "udp" && { protocol: "UDP" }),
  };
}
