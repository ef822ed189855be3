import { builtIn, builtInKinds, sharedShape } from "./data";
import { deriveRoot } from "./derive";
import { Linker } from "./link";
import type { Schema } from "./schema";

/** The structure by which an object of a kind is judged. */
export interface Found {
  readonly schema: Schema;
  /** The version whose structure it is, where the object's own is an older one. */
  readonly newest?: string;
}

export interface Schemas {
  readonly of: (apiVersion: string, kind: string) => Found | undefined;
  /** The kinds of a group with their versions, newest first. */
  readonly kinds: (group: string) => ReadonlyMap<string, readonly string[]>;
}

/** What came with Sidelight: Kubernetes and the CRDs that it knows. */
export const SCHEMAS: Schemas = {
  of: (apiVersion, kind) => {
    const { group, version } = split(apiVersion);
    return builtIn(group, version, kind);
  },
  kinds: builtInKinds,
};

export function schemaOf(apiVersion: string, kind: string): Schema | undefined {
  return SCHEMAS.of(apiVersion, kind)?.schema;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * These schemas and those of CustomResourceDefinitions beside them; where both
 * have a kind, the definition counts. Objects of other kinds are passed over.
 */
export function withCrds(
  objects: readonly Json[],
  schemas: Schemas = SCHEMAS,
): Schemas {
  const added = new Map<string, Found>();
  const groups = new Map<string, Map<string, string[]>>();
  for (const object of objects) {
    const spec = record(object["spec"]);
    const names = record(spec["names"]);
    const { group } = spec;
    const { kind } = names;
    if (object["kind"] !== "CustomResourceDefinition") continue;
    if (typeof group !== "string" || typeof kind !== "string") continue;
    const kinds = groups.get(group) ?? new Map<string, string[]>();
    groups.set(group, kinds);
    for (const version of list(spec["versions"]).map(record)) {
      const { name, served, schema } = version;
      if (typeof name !== "string" || served === false) continue;
      kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
      const key = `${group}/${name} ${kind}`;
      added.set(key, { schema: rootOf(record(schema)) });
    }
  }
  return {
    of: (apiVersion, kind) =>
      added.get(`${apiVersion} ${kind}`) ?? schemas.of(apiVersion, kind),
    kinds: (group) =>
      new Map([...schemas.kinds(group), ...(groups.get(group) ?? [])]),
  };
}

function rootOf(schema: Json): Schema {
  const structure = record(schema["openAPIV3Schema"]);
  const linker = new Linker({}, false, sharedShape);
  return linker.link(deriveRoot(structure, "meta.v1.ObjectMeta"));
}

export function split(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf("/");
  return {
    group: apiVersion.slice(0, Math.max(0, slash)),
    version: apiVersion.slice(slash + 1),
  };
}

function record(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
