import { fieldsOf, listOf, numberOf, textOf } from "../manifests/fields";
import type { Fields } from "../manifests/fields";
import { serviceOfHost } from "../manifests/hosts";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf, specOf } from "../manifests/metadata";
import { matchText } from "./match";
import { settingsOf } from "./route-settings";
import { sharesOf } from "./shares";

/** One rule of a VirtualService or of a route of the Gateway API, as a reader sees it. */
export interface Route {
  readonly protocol: "http" | "tls" | "tcp";
  readonly name: string;
  /** Which requests it takes: `header canary = "true"`; "" for all. */
  readonly when: string;
  /** Shares of 1 by where they go: `v2`, `cart`. */
  readonly shares: ReadonlyMap<string, number>;
  /** Everything else it says, in words: `timeout` => `10s`. */
  readonly settings: ReadonlyMap<string, string>;
  /** What every rule has to say, and is worth a word only where it changes. */
  readonly usual?: ReadonlyMap<string, string>;
}

/** The rules of a VirtualService. */
export function routesOf(manifest: Manifest): readonly Route[] {
  const spec = specOf(manifest);
  const call = callerOf(manifest);
  return (["http", "tls", "tcp"] as const).flatMap((protocol) =>
    listOf(spec[protocol]).map((entry) => {
      const rule = fieldsOf(entry);
      return {
        protocol,
        name: textOf(rule["name"]),
        when: matchText(rule["match"]),
        shares: sharesOf(weightsOf(rule, call)),
        settings: settingsOf(rule, call),
      };
    }),
  );
}

/** The service that a VirtualService is about: where all it routes goes, or its own name. */
export function routedService(manifest: Manifest): string {
  const spec = specOf(manifest);
  const hosts = new Set(
    (["http", "tls", "tcp"] as const).flatMap((protocol) =>
      listOf(spec[protocol]).flatMap((rule) =>
        listOf(fieldsOf(rule)["route"]).map((route) =>
          serviceOfHost(
            textOf(fieldsOf(fieldsOf(route)["destination"])["host"]),
            namespaceOf(manifest),
          ),
        ),
      ),
    ),
  );
  const [only] = hosts;
  return hosts.size === 1 && only !== undefined
    ? only.replace(/^[^/]*\//, "")
    : manifest.identity.name;
}

/** How a destination is called: by its subset within the service, by its host elsewhere. */
export type Call = (destination: unknown) => string;

function callerOf(manifest: Manifest): Call {
  const namespace = namespaceOf(manifest);
  const own = `${namespace}/${routedService(manifest)}`;
  return (destination) => {
    const { host, subset } = fieldsOf(destination);
    const full = serviceOfHost(textOf(host), namespace);
    const name = full.startsWith(`${namespace}/`)
      ? full.slice(namespace.length + 1)
      : full;
    const part = textOf(subset);
    if (full !== own) return part === "" ? name : `${name} ${part}`;
    return part === "" ? "any pod" : part;
  };
}

function weightsOf(rule: Fields, call: Call) {
  const routes = listOf(rule["route"]);
  return routes.map((entry) => {
    const { destination, weight } = fieldsOf(entry);
    return {
      to: call(destination),
      // One alone takes everything; among several, none written is none given.
      weight: routes.length === 1 ? 1 : (numberOf(weight) ?? 0),
    };
  });
}
