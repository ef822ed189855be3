import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Linker } from "./link";
import type { Schema, Stored, StoredGroup } from "./schema";

const FOLDER = join(__dirname, "data");

/** The file of the shapes that several of Kubernetes' groups share. */
const SHARED = "kubernetes";

interface Group {
  readonly stored: StoredGroup;
  readonly linker: Linker;
}

const groups = new Map<string, Group | undefined>();

/** A shape of `kubernetes.json`: what metadata and pods are. */
export function sharedShape(name: string): Schema {
  return read(SHARED)?.linker.link(name) ?? { open: true };
}

/** The structure of a kind that came with Sidelight; read when first asked for. */
export function builtIn(
  group: string,
  version: string,
  kind: string,
): { readonly schema: Schema; readonly newest?: string } | undefined {
  const read = groupOf(group);
  const versions = versionsOf(read, kind);
  const stored = versions && own(versions, version);
  if (!read || versions === undefined || stored === undefined) return undefined;
  if (typeof stored !== "string" || !stored.startsWith("="))
    return { schema: schemaOnce(read, `${version} ${kind}`, stored) };
  const newest = stored.slice(1);
  const real = own(versions, newest);
  if (real === undefined) return undefined;
  return { schema: schemaOnce(read, `${newest} ${kind}`, real), newest };
}

/** The kinds of a group with their versions, newest first. */
export function builtInKinds(
  group: string,
): ReadonlyMap<string, readonly string[]> {
  const kinds = groupOf(group)?.stored.kinds ?? {};
  return new Map(
    Object.entries(kinds).map(([kind, versions]) => [
      kind,
      Object.keys(versions),
    ]),
  );
}

const roots = new WeakMap<Group, Map<string, Schema>>();

function schemaOnce(group: Group, key: string, stored: Stored): Schema {
  const known = roots.get(group) ?? new Map<string, Schema>();
  roots.set(group, known);
  const schema = known.get(key) ?? group.linker.link(stored);
  known.set(key, schema);
  return schema;
}

function groupOf(group: string): Group | undefined {
  // A group comes from a user's file; it names a file here, never a way out.
  if (!/^[a-z0-9.-]*$/.test(group) || group === SHARED) return undefined;
  return read(group === "" ? "core" : group);
}

function read(file: string): Group | undefined {
  if (groups.has(file)) return groups.get(file);
  const path = join(FOLDER, `${file}.json`);
  let group: Group | undefined;
  if (existsSync(path)) {
    const stored = JSON.parse(readFileSync(path, "utf8")) as StoredGroup;
    const elsewhere = file === SHARED ? undefined : sharedShape;
    group = {
      stored,
      linker: new Linker(stored.shapes, stored.lax === true, elsewhere),
    };
  }
  groups.set(file, group);
  return group;
}

function versionsOf(
  group: Group | undefined,
  kind: string,
): Readonly<Record<string, Stored>> | undefined {
  return group && own(group.stored.kinds, kind);
}

function own<T>(
  table: Readonly<Record<string, T>>,
  key: string,
): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
