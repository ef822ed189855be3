import type { PlainRule } from "./plain-rule";

/**
 * The structure of a kind, as far as it is judged. What Kubernetes writes in
 * two or three ways is written here in one: `values` for additionalProperties,
 * `open` for whatever may hold fields that no structure names.
 */
export interface Schema {
  readonly type?: Type;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly values?: Schema;
  readonly items?: Schema;
  /** The regular expression of a map's keys. */
  readonly keys?: string;
  readonly required?: readonly string[];
  readonly open?: true;
  readonly nullable?: true;
  /** Kubernetes' own kinds: read by Go, which takes null for nothing. */
  readonly lax?: true;
  /** A whole object stands here, with a kind and metadata of its own. */
  readonly embedded?: true;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: true;
  readonly exclusiveMaximum?: true;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** Items differ, in these fields or ("set") as a whole. */
  readonly unique?: "set" | readonly string[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly rules?: readonly Rule[];
}

export type Type =
  | "object"
  | "array"
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "int-or-string"
  | "quantity";

/** A rule in CEL (x-kubernetes-validations). */
export interface Rule {
  readonly rule: string;
  /** The same, where it can be answered without CEL. */
  readonly plain?: PlainRule;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: true;
}

/** A schema as it lies in a file: a text stands for a shape of that name. */
export type Stored =
  | string
  | (Omit<
      Schema,
      "properties" | "values" | "items" | "allOf" | "anyOf" | "oneOf" | "not"
    > & {
      readonly properties?: Readonly<Record<string, Stored>>;
      readonly values?: Stored;
      readonly items?: Stored;
      readonly allOf?: readonly Stored[];
      readonly anyOf?: readonly Stored[];
      readonly oneOf?: readonly Stored[];
      readonly not?: Stored;
    });

/** The kinds of an API group as they lie in a file. */
export interface StoredGroup {
  /** Kubernetes' own kinds, read by Go: null is nothing. */
  readonly lax?: true;
  /** Kind, version, structure; `=v1` where a version is judged by another's. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, Stored>>>>;
  /** Structures that several places share, by name. */
  readonly shapes: Readonly<Record<string, Stored>>;
}
