import { nearest } from "../problems/nearest";
import type * as CelRule from "./cel-rule";
import { checkChoices } from "./choice";
import { fieldOf, schemaOfField } from "./field";
import { isOfType, type Json, TYPE_WORDS } from "./kinds-of-value";
import { checkList, checkSize } from "./list";
import { checkName } from "./name";
import { isPlainlyMet } from "./plain-rule";
import { checkKey, checkScalar, type ProblemId, type Say } from "./scalar";
import type { Rule, Schema } from "./schema";
import { shown } from "./shown";

export interface SchemaProblem {
  readonly id: ProblemId;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix?: string;
}

/** A place in the object; it knows whether anything in it is wrong. */
interface Place {
  readonly above: Place | undefined;
  readonly key: string | number;
  /** The state that controllers write: the API server reads its structure only. */
  readonly status: boolean;
  wrong: boolean;
}

interface Container {
  readonly value: Json | readonly unknown[];
  readonly schema: Schema;
  readonly place: Place;
}

interface Pending {
  readonly value: unknown;
  readonly schema: Schema;
  readonly rules: readonly Rule[];
  readonly place: Place;
}

/**
 * All that an API server would refuse in an object, in one pass. Containers
 * wait in a list, not on the stack, so no depth is too deep; rules wait until
 * what they judge is known to be sound.
 */
export function validate(object: Json, schema: Schema): SchemaProblem[] {
  return new Validation().run(object, schema);
}

class Validation {
  private readonly problems: SchemaProblem[] = [];
  private readonly waiting: Container[] = [];
  private readonly pending: Pending[] = [];

  run(object: Json, schema: Schema): SchemaProblem[] {
    this.visit(object, schema, undefined, "");
    for (const container of this.waiting)
      if (Array.isArray(container.value)) this.visitList(container);
      else this.visitObject(container as Container & { value: Json });
    checkName(object, (path, id, message, fix) =>
      this.problems.push({
        id,
        path,
        message,
        ...(fix !== undefined && { fix }),
      }),
    );
    for (const pending of this.pending)
      if (!pending.place.wrong) this.evaluate(pending);
    return this.problems;
  }

  private evaluate({ value, schema, rules, place }: Pending): void {
    for (const rule of rules) {
      if (rule.plain !== undefined && isPlainlyMet(rule.plain, value, schema))
        continue;
      const failure = cel().failureOf(rule, value, schema);
      if (failure !== undefined) this.report(place, "rule", failure);
    }
  }

  private visit(
    value: unknown,
    schema: Schema,
    above: Place | undefined,
    key: string | number,
  ): void {
    const { type, rules } = schema;
    if (value === null && (schema.nullable || schema.lax)) return;
    if (type !== undefined && !isOfType(value, type)) {
      this.report(
        placeOf(above, key),
        "type",
        `got ${shown(value)}, expected ${TYPE_WORDS[type]}`,
        typeFix(value, schema),
      );
      return;
    }
    const inStatus = above?.status === true || isStatus(above, key);
    if (typeof value === "object" && value !== null) {
      const place = { above, key, status: inStatus, wrong: false };
      this.waiting.push({ value: value as Json, schema, place });
      if (rules && !inStatus)
        this.pending.push({ value, schema, rules, place });
      return;
    }
    if (inStatus) return;
    checkScalar(value, schema, this.sayerAt(above, key));
    if (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? schema.not)
      checkChoices(value, schema, this.sayerAt(above, key));
    if (rules) {
      const place = { above, key, status: false, wrong: false };
      this.pending.push({ value, schema, rules, place });
    }
  }

  private visitObject({
    value,
    schema,
    place,
  }: {
    value: Json;
    schema: Schema;
    place: Place;
  }): void {
    const { properties, required, values, open, embedded } = schema;
    const say = this.sayer(place);
    const demanded = embedded
      ? [...(required ?? []), "apiVersion", "kind"]
      : required;
    if (demanded && !place.status)
      for (const key of demanded)
        if (fieldOf(value, key, schemaOfField(schema, key)) === undefined)
          say("required", `got no ${key}, expected one`, `give ${key}`);
    for (const key of Object.keys(value)) {
      const inner = schemaOfField(schema, key);
      const entry = value[key];
      if (schema.keys !== undefined) checkKey(key, schema.keys, say);
      if (inner) {
        if (entry === undefined || (entry === null && !inner.nullable))
          continue;
        this.visit(entry, inner, place, key);
      } else if (!open && !(embedded && EMBEDDED.has(key)))
        this.unknown(key, schema, place);
    }
    if (place.status) return;
    if (properties === undefined || values) checkSize(value, schema, say);
    if (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? schema.not)
      checkChoices(value, schema, say);
  }

  private visitList({ value, schema, place }: Container): void {
    const { items } = schema;
    const list = value as readonly unknown[];
    if (!place.status)
      checkList(list, schema, (index, id, message, fix) =>
        this.report(
          index === undefined ? place : placeOf(place, index),
          id,
          message,
          fix,
        ),
      );
    if (items)
      list.forEach((one, index) => this.visit(one, items, place, index));
    if (!place.status && (schema.anyOf ?? schema.oneOf ?? schema.allOf))
      checkChoices(list, schema, (id, message, fix) =>
        this.report(place, id, message, fix),
      );
  }

  private unknown(
    key: string,
    { properties = {} }: Schema,
    place: Place,
  ): void {
    const known = Object.keys(properties);
    const meant = nearest(key, known);
    const expected =
      meant ??
      (known.length === 0
        ? "no fields here"
        : known.length > 12
          ? `one of ${known.slice(0, 12).join(", ")} and ${known.length - 12} more`
          : `one of ${known.join(", ")}`);
    this.report(
      placeOf(place, key),
      "unknown-field",
      `got ${key}, a field that does not exist, expected ${expected}`,
      meant === undefined ? "leave it out" : `write ${meant}`,
    );
  }

  private sayer(place: Place): Say {
    return (id, message, fix) => this.report(place, id, message, fix);
  }

  /** For a value without a place of its own yet: most never need one. */
  private sayerAt(above: Place | undefined, key: string | number): Say {
    return (id, message, fix) =>
      this.report(placeOf(above, key), id, message, fix);
  }

  private report(
    place: Place,
    id: ProblemId,
    message: string,
    fix?: string,
  ): void {
    const path: (string | number)[] = [];
    for (let at: Place | undefined = place; at; at = at.above) {
      at.wrong = true;
      if (at.above) path.push(at.key);
    }
    path.reverse();
    this.problems.push({
      id,
      path,
      message,
      ...(fix !== undefined && { fix }),
    });
  }
}

/** CEL's library takes long to load; many runs meet no rule. */
function cel(): typeof CelRule {
  return (loaded ??= require("./cel-rule") as typeof CelRule);
}

let loaded: typeof CelRule | undefined;

/** What a whole object inside another may hold whatever its structure says. */
const EMBEDDED: ReadonlySet<string> = new Set([
  "apiVersion",
  "kind",
  "metadata",
]);

function placeOf(above: Place | undefined, key: string | number): Place {
  return { above, key, status: false, wrong: false };
}

function isStatus(above: Place | undefined, key: string | number): boolean {
  return key === "status" && above !== undefined && above.above === undefined;
}

function typeFix(value: unknown, { type }: Schema): string | undefined {
  if (type === "string" && typeof value !== "object")
    return `put it in quotes: ${JSON.stringify(String(value))}`;
  if (
    typeof value === "string" &&
    type !== undefined &&
    isOfType(parsed(value), type)
  )
    return `write it without quotes: ${value}`;
  return type === "array" ? "write it as an item of a list" : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
