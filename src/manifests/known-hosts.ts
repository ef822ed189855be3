import { fieldsOf, listOf, numberOf, textsOf, labelsOf } from "./fields";
import { fullHost } from "./hosts";
import type { Index } from "./index-of";
import {
  annotationsOfObject,
  namespaceOf,
  specOf,
  type Labels,
} from "./metadata";

/** Something that can be called by a host name. */
export interface KnownHost {
  readonly ports: readonly number[];
  /** What a ServiceEntry selects; a Service's own selector is not said here. */
  readonly workloadLabels: Labels;
}

/** Finds who answers to a host, as seen from a namespace. */
export type FindHost = (
  namespace: string,
  exportTo: readonly string[],
  host: string,
) => KnownHost | undefined;

const found = new WeakMap<Index, FindHost>();

/** Who answers to which host: Services and ServiceEntries, where they are seen. */
export function knownHosts(index: Index): FindHost {
  const before = found.get(index);
  if (before) return before;
  const find = gather(index);
  found.set(index, find);
  return find;
}

function gather(index: Index): FindHost {
  const hosts = new Map<string, KnownHost>();
  const key = (scope: string, host: string) => `${scope}/${host}`;

  for (const manifest of index.kind("networking.istio.io/ServiceEntry")) {
    const spec = specOf(manifest);
    const namespace = namespaceOf(manifest);
    const known = {
      ports: portsOf(spec["ports"], "number"),
      workloadLabels: labelsOf(fieldsOf(spec["workloadSelector"])["labels"]),
    };
    for (const scope of scopesOf(textsOf(spec["exportTo"]), namespace))
      for (const host of textsOf(spec["hosts"]))
        hosts.set(key(scope, fullHost(host, namespace)), known);
  }

  for (const manifest of index.kind("/Service")) {
    const namespace = namespaceOf(manifest);
    const written =
      annotationsOfObject(manifest)["networking.istio.io/exportTo"] ?? "";
    const exportTo = written === "" ? [] : written.split(",").map(trim);
    const known = {
      ports: portsOf(specOf(manifest)["ports"], "port"),
      workloadLabels: {},
    };
    for (const scope of scopesOf(exportTo, namespace))
      hosts.set(key(scope, fullHost(manifest.identity.name, namespace)), known);
  }

  const wild = [...hosts].flatMap(([scoped, known]) => {
    const [scope, pattern] = cut(scoped);
    return pattern.startsWith("*") ? [{ scope, pattern, known }] : [];
  });

  return (namespace, exportTo, host) => {
    const full = fullHost(host, namespace);
    const scopes =
      exportTo.length === 0 ? [namespace] : exportTo.map(here(namespace));
    for (const scope of ["*", ...scopes]) {
      const known = hosts.get(key(scope, full));
      if (known) return known;
    }
    const bare = host.replace(/^\*/, "");
    return wild.find(
      ({ scope, pattern }) =>
        (scope === "*" || scope === namespace) &&
        bare.endsWith(pattern.slice(1)),
    )?.known;
  };
}

/** The namespaces in which something is seen; `*` where everywhere. */
export function scopesOf(
  exportTo: readonly string[],
  namespace: string,
): readonly string[] {
  if (exportTo.length === 0 || exportTo.includes("*")) return ["*"];
  return [...new Set(exportTo.map(here(namespace)))];
}

function here(namespace: string): (scope: string) => string {
  return (scope) => (scope === "." ? namespace : scope);
}

function trim(text: string): string {
  return text.trim();
}

function cut(scoped: string): readonly [string, string] {
  const slash = scoped.indexOf("/");
  return [scoped.slice(0, slash), scoped.slice(slash + 1)];
}

function portsOf(ports: unknown, field: string): readonly number[] {
  return listOf(ports).map((port) => numberOf(fieldsOf(port)[field]) ?? 0);
}
