import { fieldsOf, listOf, textOf } from "./fields";
import type { Index } from "./index-of";
import { hasSidecar } from "./in-mesh";
import { containersOf, type Workload } from "./workloads";

/** The port that the injected sidecar names. */
const SIDECAR_PORT = "http-envoy-prom";

/**
 * Whether a Service's or monitor's port name is found in a pod: at a container,
 * or at an init container that keeps running.
 */
export function namesPort(
  index: Index,
  workload: Workload,
  name: string,
  protocol = "TCP",
): boolean {
  if (name === SIDECAR_PORT && hasSidecar(index, workload)) return true;
  return portsOf(workload).has(`${name} ${protocol}`);
}

const read = new WeakMap<Workload, ReadonlySet<string>>();

/** `http TCP`: the names of its containers' ports. */
function portsOf(workload: Workload): ReadonlySet<string> {
  const known = read.get(workload);
  if (known) return known;
  const containers = [
    ...containersOf(workload, "containers"),
    ...containersOf(workload, "initContainers").filter(
      ({ restartPolicy }) => restartPolicy === "Always",
    ),
  ];
  const ports = new Set(
    containers.flatMap((container) =>
      listOf(container["ports"]).map((port) => {
        const { name, protocol } = fieldsOf(port);
        return `${textOf(name)} ${textOf(protocol) || "TCP"}`;
      }),
    ),
  );
  read.set(workload, ports);
  return ports;
}

/** What was expected of a port's name: `one of http, metrics`. */
export function portNames(ports: readonly unknown[]): string {
  const names = ports.flatMap((port) => {
    const name = textOf(fieldsOf(port)["name"]);
    return name === "" ? [] : [name];
  });
  const known = [...new Set(names)].sort();
  return known.length === 0
    ? "a port of that name"
    : `one of ${known.join(", ")}`;
}
