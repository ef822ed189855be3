import {
  down,
  fieldsOf,
  labelsOf,
  listOf,
  textOf,
  textsOf,
} from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { fullNameOf, specOf, type Labels } from "../../manifests/metadata";
import { podsOf } from "../../manifests/selected";
import { selects, selectorText } from "../../manifests/selector";
import type { Check } from "../check";
import { GATEWAY } from "./kinds";
import { ordered } from "./quote";

const gateway = (name: string, host: string) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { istio: ingressgateway }
  servers: [{ hosts: [${host}], port: { number: 80, name: http, protocol: HTTP } }]
---`;

export const conflictingGateways: Check = {
  id: "IST0145",
  severity: "error",
  demands: "One Gateway names a host on a port of the same pods.",
  why: "Of two servers with the same host and port, the pods take one and leave out the other.",
  bad: gateway("web", "shop.example.com") + gateway("too", "shop.example.com"),
  says: 'got the hosts of port 80 also in the gateways shop/web, expected one gateway for "shop.example.com"',
  fix: "merge the servers into one Gateway, or give them other hosts",
  good: gateway("web", "shop.example.com") + gateway("api", "api.example.com"),
  run: (index, report) => {
    const servers = index.kind(GATEWAY).flatMap(serversOf);
    const listeners = new Map<string, Server[]>();
    for (const server of servers)
      for (const listener of listenersOf(server)) {
        const others = listeners.get(listener);
        if (others) others.push(server);
        else listeners.set(listener, [server]);
      }
    for (const server of servers) {
      const same = listenersOf(server).flatMap(
        (listener) => listeners.get(listener) ?? [],
      );
      const conflicting = [...new Set(same)].filter(
        (other) =>
          other.owner !== server.owner &&
          meet(server.selector, other.selector, index),
      );
      if (conflicting.length === 0) continue;
      const hosts = ordered(conflicting.flatMap((one) => shared(server, one)));
      const owners = ordered(conflicting.map(({ owner }) => owner));
      report(
        server.manifest,
        ["spec", "servers", server.i, "hosts"],
        `got the hosts of port ${String(server.port)} also in the gateways ${owners.join(", ")}, expected one gateway for ${hosts.map((host) => JSON.stringify(host)).join(", ")}`,
      );
    }
  },
};

interface Server {
  readonly manifest: Manifest;
  readonly owner: string;
  readonly i: number;
  readonly selector: Labels;
  readonly port: unknown;
  readonly bind: string;
  readonly hosts: readonly string[];
}

function serversOf(manifest: Manifest): readonly Server[] {
  const spec = specOf(manifest);
  return listOf(spec["servers"]).map((server, i) => ({
    manifest,
    owner: fullNameOf(manifest),
    i,
    selector: labelsOf(spec["selector"]),
    port: down(server, "port", "number"),
    bind: textOf(fieldsOf(server)["bind"]),
    hosts: textsOf(fieldsOf(server)["hosts"]),
  }));
}

/** A host on a port of an address, each of which one server has. */
function listenersOf({ port, bind, hosts }: Server): readonly string[] {
  return [...new Set(hosts)].map((host) => JSON.stringify([port, bind, host]));
}

function shared(one: Server, other: Server): readonly string[] {
  return one.hosts.filter((host) => other.hosts.includes(host));
}

/** Selectors of the same text, or one within the other and a pod for both. */
function meet(one: Labels, other: Labels, index: Index): boolean {
  const [text, too] = [selectorText(one), selectorText(other)];
  if (text === too) return true;
  if (!text.includes(too) && !too.includes(text)) return false;
  return podsOf(index)
    .anywhere(one)
    .some(({ labels }) => selects(other, labels));
}
