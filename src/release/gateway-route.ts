import {
  backendRefsOf,
  mirroredPercent,
  parentRefsOf,
} from "../manifests/backend-refs";
import type { BackendRef } from "../manifests/backend-refs";
import { down, fieldsOf, isSet, listOf, textOf } from "../manifests/fields";
import type { Fields } from "../manifests/fields";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf, specOf } from "../manifests/metadata";
import { sharesOf } from "./shares";
import type { Route } from "./route";
import { gatewayMatchText } from "./gateway-match";
import { short } from "./words";

/** The rules of an HTTPRoute, a GRPCRoute or another route of the Gateway API. */
export function gatewayRoutesOf(manifest: Manifest): readonly Route[] {
  const refs = backendRefsOf(manifest);
  const call = callerOf(manifest);
  return listOf(specOf(manifest)["rules"]).map((entry, index) => {
    const rule = fieldsOf(entry);
    const own = refs.filter((ref) => ref.rule === index && !ref.isMirror);
    return {
      protocol: protocolOf(manifest),
      name: textOf(rule["name"]),
      when: gatewayMatchText(rule["matches"]),
      shares: sharesOf(
        own.map((ref) => ({ to: call(ref), weight: ref.weight })),
      ),
      usual: new Map([["port of the pods' Service", portsOf(own)]]),
      settings: settingsOf(
        manifest,
        rule,
        refs.filter((ref) => ref.rule === index),
        call,
      ),
    };
  });
}

/** The service that a route is about: the one Service that it is bound to, or its own name. */
export function gatewayRoutedService(manifest: Manifest): string {
  const services = parentRefsOf(manifest).filter(({ isService }) => isService);
  const names = new Set(services.map(({ name }) => name));
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : manifest.identity.name;
}

function portsOf(refs: readonly BackendRef[]): string {
  return [...new Set(refs.flatMap(({ port }) => port ?? []))].join(", ");
}

function protocolOf({ identity: { kind } }: Manifest): Route["protocol"] {
  if (kind === "TLSRoute") return "tls";
  return kind === "TCPRoute" || kind === "UDPRoute" ? "tcp" : "http";
}

type Call = (ref: BackendRef) => string;

/** A backend by its name, with its namespace where that is another. */
function callerOf(manifest: Manifest): Call {
  const own = namespaceOf(manifest);
  const parents = parentRefsOf(manifest).filter(({ isService }) => isService);
  return ({ namespace, name, isService, path }) => {
    const isWhole = parents.some(
      (one) => one.name === name && one.namespace === namespace,
    );
    if (isService && isWhole) return "any pod";
    const full = namespace === own ? name : `${namespace}/${name}`;
    const { kind } = fieldsOf(down(manifest.object, ...path));
    return isService ? full : `${textOf(kind)} ${full}`;
  };
}

/** What filters are called in the words of a review. */
const FILTERS: Readonly<Record<string, string>> = {
  requestRedirect: "redirect",
  urlRewrite: "rewrite",
  requestHeaderModifier: "headers of requests",
  responseHeaderModifier: "headers of answers",
  cors: "CORS policy",
  extensionRef: "extension",
};

/** What a rule says beside its matches and its shares, each in a few words. */
function settingsOf(
  manifest: Manifest,
  rule: Fields,
  refs: readonly BackendRef[],
  call: Call,
): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  const put = (what: string, text: string) => {
    if (text !== "") settings.set(what, text);
  };
  const { request, backendRequest } = fieldsOf(rule["timeouts"]);
  if (isSet(request)) put("timeout", short(request));
  if (isSet(backendRequest)) put("timeout of each try", short(backendRequest));
  if (isSet(rule["retry"])) put("retries", retries(fieldsOf(rule["retry"])));
  const session = rule["sessionPersistence"];
  if (isSet(session)) put("sticky sessions", short(session));
  put(
    "mirror",
    refs
      .filter(({ isMirror }) => isMirror)
      .map((ref) => {
        const mirror = down(manifest.object, ...ref.path.slice(0, -1));
        return `of ${mirroredPercent(mirror)} % to ${call(ref)}`;
      })
      .join(", "),
  );
  for (const [what, text] of filters(rule["filters"])) put(what, text);
  for (const ref of refs) {
    if (ref.isMirror) continue;
    const own = down(manifest.object, ...ref.path, "filters");
    for (const [what, text] of filters(own))
      put(`${what} to ${call(ref)}`, text);
  }
  return settings;
}

function filters(list: unknown): readonly (readonly [string, string])[] {
  return listOf(list).flatMap((entry) =>
    Object.entries(fieldsOf(entry)).flatMap(([field, value]) =>
      field === "type" || field === "requestMirror" || !isSet(value)
        ? []
        : [[FILTERS[field] ?? field, short(value)] as const],
    ),
  );
}

function retries({ attempts, codes, backoff }: Fields): string {
  return [
    short(attempts ?? "as by default"),
    ...(isSet(backoff) ? [`after ${short(backoff)}`] : []),
    ...(isSet(codes)
      ? [
          `on ${listOf(codes)
            .map((one) => short(one))
            .join(", ")}`,
        ]
      : []),
  ].join(" ");
}
