// Writes src/schemas/data/ anew from a folder of CRD files, Kubernetes' own
// definitions (kubernetes-*.json) and the served versions (versions.json):
// node --import tsx scripts/schemas.ts DIR
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { derive, deriveRoot } from "../src/schemas/derive";
import type { Stored, StoredGroup } from "../src/schemas/schema";
import { plainRule } from "./plain-rules";

type Json = Readonly<Record<string, unknown>>;
interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Json };
    }[];
  };
}
interface Definition extends Json {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly "x-kubernetes-group-version-kind"?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}
type Kinds = Record<string, Record<string, Stored>>;

const folder = process.argv[2];
if (folder === undefined) throw new Error("give the folder of the CRD files");
const target = "src/schemas/data";
const METADATA = "meta.v1.ObjectMeta";

// Required by the definitions, for they are no pointers in Go, but the API
// server takes objects without them.
const NOT_DEMANDED = new Set([
  "apps.v1.ControllerRevision.revision",
  "core.v1.HTTPHeader.value",
  "core.v1.ISCSIPersistentVolumeSource.lun",
  "core.v1.ISCSIVolumeSource.lun",
  "core.v1.LimitRangeSpec.limits",
  "core.v1.Sysctl.value",
  "discovery.v1.EndpointSlice.endpoints",
  "networking.v1.NetworkPolicySpec.podSelector",
  "rbac.v1.RoleRef.apiGroup",
  "scheduling.v1.PriorityClass.value",
  "storage.v1.CSINodeSpec.drivers",
  "apiextensions.v1.CustomResourceDefinitionVersion.served",
  "apiextensions.v1.CustomResourceDefinitionVersion.storage",
]);

// What the API server says of its own kinds in Go, beyond the definitions. Only
// what shows in one field: a rule on several fields belongs to a check.
const PORT = { type: "integer", minimum: 1, maximum: 65535 } as const;
const PORT_OR_NAME = {
  type: "int-or-string",
  minimum: 1,
  maximum: 65535,
} as const;
const PROTOCOL = { type: "string", enum: ["TCP", "UDP", "SCTP"] } as const;
const SHARE = {
  type: "int-or-string",
  minimum: 0,
  pattern: "^[0-9]+%$",
} as const;
const RESTARTS = {
  type: "string",
  enum: ["Always", "OnFailure", "Never"],
} as const;
const KEYS =
  "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";
const LABELS = {
  type: "object",
  keys: KEYS,
  values: {
    type: "string",
    maxLength: 63,
    pattern: "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$",
  },
} as const;
const ADDED: Readonly<Record<string, Stored>> = {
  "meta.v1.ObjectMeta.labels": LABELS,
  "meta.v1.LabelSelector.matchLabels": LABELS,
  "core.v1.ContainerPort.containerPort": PORT,
  "core.v1.ContainerPort.protocol": PROTOCOL,
  "core.v1.ServicePort.port": PORT,
  "core.v1.ServicePort.targetPort": { ...PORT_OR_NAME, minimum: 0 },
  "core.v1.ServicePort.protocol": PROTOCOL,
  "core.v1.HTTPGetAction.port": PORT_OR_NAME,
  "core.v1.HTTPGetAction.scheme": { type: "string", enum: ["HTTP", "HTTPS"] },
  "core.v1.TCPSocketAction.port": PORT_OR_NAME,
  "core.v1.GRPCAction.port": PORT,
  "core.v1.Container.imagePullPolicy": {
    type: "string",
    enum: ["Always", "IfNotPresent", "Never"],
  },
  "core.v1.PodSpec.restartPolicy": RESTARTS,
  "core.v1.ServiceSpec.type": {
    type: "string",
    enum: ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"],
  },
  "apps.v1.DeploymentSpec.replicas": { type: "integer", minimum: 0 },
  "policy.v1.PodDisruptionBudgetSpec.minAvailable": SHARE,
  "policy.v1.PodDisruptionBudgetSpec.maxUnavailable": SHARE,
};

const ADDED_TO_SHAPES: Readonly<Record<string, object>> = {
  "policy.v1.PodDisruptionBudgetSpec": {
    not: { required: ["minAvailable", "maxUnavailable"] },
  },
};

/** A shape with what Go adds to its fields. */
function withAdded(name: string, shape: Exclude<Stored, string>): Stored {
  const { properties } = shape;
  if (!properties) return shape;
  return {
    ...shape,
    properties: Object.fromEntries(
      Object.entries(properties).map(([field, one]) => [
        field,
        ADDED[`${name}.${field}`] === undefined
          ? one
          : merged(one, ADDED[`${name}.${field}`] as Stored),
      ]),
    ),
  };
}

function merged(one: Stored, added: Stored): Stored {
  return typeof one === "string" || typeof added === "string"
    ? added
    : { ...one, ...added };
}

function shortName(ref: string): string {
  return ref.replace("#/definitions/", "").split(".").slice(-3).join(".");
}

/** A schema with each of those right below it changed. */
function below(stored: Stored, change: (one: Stored) => Stored): Stored {
  if (typeof stored === "string") return stored;
  const { properties, values, items } = stored;
  return {
    ...stored,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, one]) => [key, change(one)]),
      ),
    }),
    ...(values !== undefined && { values: change(values) }),
    ...(items !== undefined && { items: change(items) }),
  };
}

/** The names of all shapes that one leads to. */
function reach(
  stored: Stored,
  shapes: Readonly<Record<string, Stored>>,
  into: Set<string>,
): Stored {
  if (typeof stored !== "string")
    return below(stored, (one) => reach(one, shapes, into));
  if (into.has(stored)) return stored;
  into.add(stored);
  reach(shapes[stored] ?? {}, shapes, into);
  return stored;
}

function kubernetes(file: string): Map<string, StoredGroup> {
  const { definitions } = JSON.parse(
    readFileSync(join(folder as string, file), "utf8"),
  ) as { definitions: Readonly<Record<string, Definition>> };
  const shapes: Record<string, Stored> = {};
  const groups = new Map<string, Kinds>();
  for (const [long, definition] of Object.entries(definitions)) {
    const name = shortName(long);
    const shape = derive(
      {
        ...definition,
        required: definition.required?.filter(
          (field) => !NOT_DEMANDED.has(`${name}.${field}`),
        ),
      },
      { shape: shortName, lax: true },
    ) as Exclude<Stored, string>;
    shapes[name] =
      special(name) ?? withAdded(name, { ...shape, ...ADDED_TO_SHAPES[name] });
    const { kind: own, metadata } = definition.properties ?? {};
    if (
      !own ||
      metadata?.["$ref"] !==
        `#/definitions/io.k8s.apimachinery.pkg.apis.${METADATA}`
    )
      continue;
    for (const { group, version, kind } of definition[
      "x-kubernetes-group-version-kind"
    ] ?? []) {
      const kinds = groups.get(group) ?? {};
      groups.set(group, kinds);
      (kinds[kind] ??= {})[version] = name;
    }
  }
  const reached = new Map<string, Set<string>>();
  for (const [group, kinds] of groups) {
    const names = new Set<string>();
    for (const versions of Object.values(kinds))
      reach({ properties: versions }, shapes, names);
    reached.set(group, names);
  }
  const users = (name: string) =>
    [...reached.values()].filter((names) => names.has(name)).length;
  const pick = (wanted: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(shapes).filter(([name]) => wanted(name)));
  const out = new Map<string, StoredGroup>();
  for (const [group, kinds] of groups)
    out.set(group === "" ? "core" : group, {
      lax: true,
      kinds,
      shapes: pick(
        (name) => users(name) === 1 && reached.get(group)?.has(name) === true,
      ),
    });
  out.set("kubernetes", {
    lax: true,
    kinds: {},
    shapes: pick((name) => users(name) > 1),
  });
  return out;
}

function special(name: string): Stored | undefined {
  if (name.endsWith(".Quantity")) return { type: "quantity" };
  if (name.endsWith(".IntOrString")) return { type: "int-or-string" };
  return undefined;
}

function crds(files: readonly string[]): Map<string, Kinds> {
  const groups = new Map<string, Kinds>();
  for (const file of files)
    for (const document of parseAllDocuments(
      readFileSync(join(folder as string, file), "utf8"),
    )) {
      const crd = document.toJS() as Crd | null;
      if (!crd) continue;
      const { group, names, versions } = crd.spec;
      const kinds = groups.get(group) ?? {};
      groups.set(group, kinds);
      for (const { name, schema } of versions)
        (kinds[names.kind] ??= {})[name] = withPlainRules(
          deriveRoot(schema.openAPIV3Schema, METADATA),
        );
    }
  return groups;
}

/** A structure whose rules are also there as their parts, where they are plain. */
function withPlainRules(stored: Stored): Stored {
  const changed = below(stored, withPlainRules);
  if (typeof changed === "string" || !changed.rules) return changed;
  return {
    ...changed,
    rules: changed.rules.map((one) => {
      const plain = plainRule(one.rule);
      return plain === undefined ? one : { ...one, plain };
    }),
  };
}

/** Versions that are served beside the newest are judged by it: `=v1`. */
function addOld(groups: Map<string, Kinds>): void {
  const served = JSON.parse(
    readFileSync(join(folder as string, "versions.json"), "utf8"),
  ) as Record<string, { readonly served: readonly string[] }>;
  for (const [name, { served: versions }] of Object.entries(served)) {
    const [kind = "", ...group] = name.split(".");
    const known = groups.get(group.join("."))?.[kind];
    const newest = known && Object.keys(known)[0];
    if (!known || newest === undefined) continue;
    for (const version of versions) known[version] ??= `=${newest}`;
  }
}

/** What occurs in several places, written once. */
function share(kinds: Kinds): StoredGroup {
  const seen = new Map<string, number>();
  const count = (stored: Stored): Stored => {
    const text = JSON.stringify(stored);
    seen.set(text, (seen.get(text) ?? 0) + 1);
    return below(stored, count);
  };
  const shapes: Record<string, Stored> = {};
  const names = new Map<string, string>();
  const replace = (stored: Stored): Stored => {
    const text = JSON.stringify(stored);
    if (text.length < 60 || (seen.get(text) ?? 0) < 2)
      return below(stored, replace);
    const name = names.get(text) ?? `${names.size}`;
    if (!names.has(text)) {
      names.set(text, name);
      shapes[name] = below(stored, replace);
    }
    return name;
  };
  for (const versions of Object.values(kinds))
    for (const schema of Object.values(versions)) count(schema);
  for (const versions of Object.values(kinds))
    for (const [version, schema] of Object.entries(versions))
      versions[version] = replace(schema);
  return { kinds, shapes };
}

const files = readdirSync(folder);
const out = new Map<string, StoredGroup>();
for (const file of files.filter((name) => /^kubernetes-.*\.json$/.test(name)))
  for (const [group, stored] of kubernetes(file)) out.set(group, stored);
const custom = crds(files.filter((name) => name.endsWith(".yaml")));
addOld(custom);
for (const [group, kinds] of custom) out.set(group, share(kinds));
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const [group, stored] of out)
  writeFileSync(join(target, `${group}.json`), `${JSON.stringify(stored)}\n`);
