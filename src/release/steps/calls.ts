import { fieldsOf, listOf, textOf } from "../../manifests/fields";
import { containersOf } from "../../manifests/workloads";
import type { Workload } from "../../manifests/workloads";

/** A Service that a pod's variables, arguments or command name. */
export interface Call {
  /** `shop/cart` */
  readonly service: string;
  /** Where one is written: `cart:7070`. */
  readonly port: number | undefined;
}

/** `cart:7070`, `http://cart.shop.svc.cluster.local/items`; a word alone is no host. */
const HOST =
  /(?:^|[/@=,\s"'])([a-z0-9-]+)(?:\.([a-z0-9-]+))?(?:\.svc(?:\.[a-z0-9.-]+)?)?(?=[:/])(?::(\d{1,5})\b)?/g;

/** The hosts that a pod is told to call; whether they exist is another question. */
export function callsOf(pod: Workload): readonly Call[] {
  return containersOf(pod, "containers", "initContainers")
    .flatMap(({ env, args, command }) => [
      ...listOf(env).map((one) => textOf(fieldsOf(one)["value"])),
      ...listOf(args).map(textOf),
      ...listOf(command).map(textOf),
    ])
    .flatMap((text) => [...text.matchAll(HOST)])
    .map(([, name = "", namespace = pod.namespace, port]) => ({
      service: `${namespace}/${name}`,
      port: port === undefined ? undefined : Number(port),
    }));
}
