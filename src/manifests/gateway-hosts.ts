import { fieldsOf, listOf, textOf, textsOf } from "./fields";
import { hostsMeet } from "./hosts";
import type { Index } from "./index-of";
import type { Manifest } from "./manifest";
import { namespaceOf, specOf } from "./metadata";

/** An object by kind and the namespace in which it lands. */
export function findIn(
  index: Index,
  groupKind: string,
  namespace: string,
  name: string,
): Manifest | undefined {
  return (
    index.find(groupKind, namespace, name) ??
    (namespace === "default" ? index.find(groupKind, "", name) : undefined)
  );
}

/** The Gateway that a VirtualService names: `name` or `namespace/name`. */
export function findGateway(
  index: Index,
  namespace: string,
  reference: string,
): Manifest | undefined {
  const [first = "", second] = reference.split("/");
  const at = second === undefined ? [namespace, first] : [first, second];
  const [within = "", name = ""] = at;
  return (
    findIn(index, "networking.istio.io/Gateway", within, name) ??
    findIn(index, "gateway.networking.k8s.io/Gateway", within, name)
  );
}

/** Whether a gateway lets in one of the hosts, for routes of that namespace. */
export function gatewayAdmits(
  gateway: Manifest,
  hosts: readonly string[],
  namespace: string,
): boolean {
  const admitted = gateway.identity.apiVersion.startsWith("gateway.")
    ? listenerHosts(gateway)
    : serverHosts(gateway, namespace);
  return admitted.some((one) => hosts.some((other) => hostsMeet(one, other)));
}

function listenerHosts(gateway: Manifest): readonly string[] {
  return listOf(specOf(gateway)["listeners"]).map(
    (listener) => textOf(fieldsOf(listener)["hostname"]) || "*",
  );
}

function serverHosts(gateway: Manifest, namespace: string): readonly string[] {
  return listOf(specOf(gateway)["servers"]).flatMap((server) =>
    textsOf(fieldsOf(server)["hosts"]).flatMap((host) => {
      const [scope = "", name] = host.split("/");
      if (name === undefined) return [host];
      const within = scope === "." ? namespaceOf(gateway) : scope;
      return within === "*" || within === namespace ? [name] : [];
    }),
  );
}
