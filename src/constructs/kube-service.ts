import type { Construct } from "constructs";
import { k8s } from "cdk8s-plus-27";
import type { Port } from "../mesh/port";

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
  new k8s.KubeService(scope, id, {
    metadata: { name, labels },
    spec: { selector, ports: ports.map(servicePort) },
  });
}

function servicePort(port: Port): k8s.ServicePort {
  return {
    name: port.name,
    port: port.port,
    targetPort: k8s.IntOrString.fromNumber(port.targetPort),
    ...(port.protocol === "udp" && { protocol: "UDP" }),
  };
}
