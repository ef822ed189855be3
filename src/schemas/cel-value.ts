import {
  type CelInput,
  type CelList,
  type CelMap,
  celList,
  celMap,
} from "@bufbuild/cel";
import { fieldOf, schemaOfField } from "./field";
import { isObject } from "./kinds-of-value";
import type { Schema } from "./schema";

/**
 * How much a rule may still look at. Kubernetes counts costs in much the same
 * way and gives a rule as much.
 */
const BUDGET = 1_000_000;
let left = BUDGET;

export class TooCostly extends Error {}

export function freshBudget(): void {
  left = BUDGET;
}

function spend(cost: number): void {
  left -= cost;
  if (left < 0) throw new TooCostly("costs more than an API server spends");
}

/**
 * A value as CEL sees it. The schema says which numbers are whole; objects are
 * turned as they are looked into, for most rules look at little.
 */
export function toCelValue(
  value: unknown,
  schema: Schema | undefined,
): CelInput {
  if (typeof value === "number")
    return isWhole(value, schema) ? BigInt(value) : value;
  if (Array.isArray(value)) return listOf(value, schema?.items);
  if (isObject(value)) return mapOf(value, schema ?? {});
  return value as CelInput;
}

function isWhole(value: number, schema: Schema | undefined): boolean {
  return schema?.type !== "number" && Number.isInteger(value);
}

function mapOf(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
): CelMap {
  return celMap(new Fields(value, schema));
}

function listOf(
  value: readonly unknown[],
  schema: Schema | undefined,
): CelList {
  spend(value.length);
  const items = new Items();
  // Items without a structure are counted, but cannot be seen.
  for (const one of value) items.push(schema ? toCelValue(one, schema) : null);
  return celList(items);
}

/** A list that counts each walk over it. */
class Items extends Array<CelInput> {
  override values(): ArrayIterator<CelInput> {
    spend(this.length);
    return super.values();
  }
}

/** An object as a map that turns its fields when they are asked for. */
class Fields implements ReadonlyMap<string, CelInput> {
  private readonly turned = new Map<string, CelInput | undefined>();

  constructor(
    private readonly object: Readonly<Record<string, unknown>>,
    private readonly schema: Schema,
  ) {}

  get size(): number {
    return [...this.keys()].length;
  }

  get(name: string): CelInput | undefined {
    spend(1);
    if (this.turned.has(name)) return this.turned.get(name);
    const key = this.schema.properties ? unescaped(name) : name;
    const schema = schemaOfField(this.schema, key);
    const field = fieldOf(this.object, key, schema);
    // What no structure names cannot be seen by a rule.
    const seen = field !== undefined && schema !== undefined;
    const value = seen ? toCelValue(field, schema) : undefined;
    this.turned.set(name, value);
    return value;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  *keys(): MapIterator<string> {
    for (const key of Object.keys(this.object))
      if (this.has(key)) {
        spend(1);
        yield key;
      }
  }

  *entries(): MapIterator<[string, CelInput]> {
    for (const key of this.keys()) yield [key, this.get(key) as CelInput];
  }

  *values(): MapIterator<CelInput> {
    for (const [, value] of this.entries()) yield value;
  }

  forEach(
    callback: (
      value: CelInput,
      key: string,
      map: ReadonlyMap<string, CelInput>,
    ) => void,
  ): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[string, CelInput]> {
    return this.entries();
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  __underscores__: "__",
  __dot__: ".",
  __dash__: "-",
  __slash__: "/",
};

/** Words that CEL keeps for itself stand between underscores: `__namespace__`. */
function unescaped(name: string): string {
  if (!name.includes("__")) return name;
  const reserved = /^__([a-z]+)__$/.exec(name)?.[1];
  if (reserved !== undefined && ESCAPES[name] === undefined) return reserved;
  return name.replace(
    /__(underscores|dot|dash|slash)__/g,
    (escape) => ESCAPES[escape] ?? escape,
  );
}
