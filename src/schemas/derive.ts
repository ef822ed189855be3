import type { Rule, Stored } from "./schema";

type Json = Readonly<Record<string, unknown>>;

/** What Kubernetes' JSON schemas are read with. */
export interface Dialect {
  /** The name of a shape that `$ref` leads to. */
  readonly shape: (ref: string) => string;
  /** A Kubernetes kind, not a custom one: Go reads it, so null is nothing. */
  readonly lax: boolean;
}

const CUSTOM: Dialect = { shape: (ref) => ref, lax: false };

const KEPT = [
  "enum",
  "pattern",
  "format",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "default",
  "nullable",
] as const;

/**
 * A structural schema without its prose, in this room's words.
 *
 *     { type: "object", additionalProperties: { type: "string" } }
 *     => { type: "object", values: { type: "string" } }
 */
export function derive(node: Json, dialect: Dialect = CUSTOM): Stored {
  if (typeof node["$ref"] === "string") return dialect.shape(node["$ref"]);
  const out: Record<string, unknown> = {};
  const intOrString = node["x-kubernetes-int-or-string"] === true;
  if (intOrString) out["type"] = "int-or-string";
  else if (node["type"] !== undefined) out["type"] = node["type"];
  for (const key of KEPT)
    if (node[key] !== undefined && node[key] !== false) out[key] = node[key];
  if (isList(node["required"]) && node["required"].length > 0)
    out["required"] = node["required"];
  if (isOpen(node, dialect)) out["open"] = true;
  if (node["x-kubernetes-embedded-resource"] === true) out["embedded"] = true;
  if (isJson(node["properties"]))
    out["properties"] = Object.fromEntries(
      Object.entries(node["properties"]).map(([key, value]) => [
        key,
        derive(value as Json, dialect),
      ]),
    );
  if (isJson(node["additionalProperties"]))
    out["values"] = derive(node["additionalProperties"], dialect);
  if (isJson(node["items"])) out["items"] = derive(node["items"], dialect);
  if (isJson(node["not"])) out["not"] = derive(node["not"]);
  for (const key of ["allOf", "anyOf", "oneOf"] as const)
    if (isList(node[key]) && !(intOrString && isEitherType(node[key])))
      out[key] = node[key].map((one) => derive(one as Json));
  const unique = uniqueness(node);
  if (unique !== undefined) out["unique"] = unique;
  if (isList(node["x-kubernetes-validations"]))
    out["rules"] = node["x-kubernetes-validations"].map((rule) =>
      ruleOf(rule as Json),
    );
  return out as Stored;
}

/** The structure of a custom resource, with what every object has. */
export function deriveRoot(schema: Json, metadata: Stored): Stored {
  const root = derive(schema) as Exclude<Stored, string>;
  return {
    ...root,
    type: "object",
    properties: {
      ...root.properties,
      apiVersion: { type: "string" },
      kind: { type: "string" },
      metadata,
    },
  };
}

function isOpen(node: Json, { lax }: Dialect): boolean {
  if (node["x-kubernetes-preserve-unknown-fields"] === true) return true;
  if (node["additionalProperties"] === true) return true;
  if (node["type"] === undefined) return lax;
  return (
    lax &&
    node["type"] === "object" &&
    node["properties"] === undefined &&
    node["additionalProperties"] === undefined
  );
}

/** `anyOf: [integer, string]`, which every int-or-string carries along. */
function isEitherType(choices: readonly unknown[]): boolean {
  return choices.every(
    (choice) => isJson(choice) && Object.keys(choice).join() === "type",
  );
}

function uniqueness(node: Json): unknown {
  const kind = node["x-kubernetes-list-type"];
  if (kind === "set") return "set";
  return kind === "map" ? node["x-kubernetes-list-map-keys"] : undefined;
}

function ruleOf(rule: Json): Rule {
  const { message, messageExpression, fieldPath, optionalOldSelf } = rule;
  return {
    rule: String(rule["rule"]),
    ...(typeof message === "string" && { message }),
    ...(typeof messageExpression === "string" && { messageExpression }),
    ...(typeof fieldPath === "string" && { fieldPath }),
    ...(optionalOldSelf === true && { optionalOldSelf }),
  };
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
