import type { Schema, Stored } from "./schema";

/**
 * Puts in the place of each name the shape that it names, so that nobody
 * looks names up while judging. Shapes may hold themselves (a CRD's own
 * structure does), so a shape is entered before it is filled.
 */
export class Linker {
  private readonly linked = new Map<string, Schema>();

  constructor(
    private readonly shapes: Readonly<Record<string, Stored>>,
    private readonly lax: boolean,
    /** Where a shape is that is not here. */
    private readonly elsewhere: (name: string) => Schema = () => ({
      open: true,
    }),
  ) {}

  link(stored: Stored): Schema {
    if (typeof stored !== "string") return this.fill({}, stored);
    const known = this.linked.get(stored);
    if (known) return known;
    const shape = Object.hasOwn(this.shapes, stored)
      ? this.shapes[stored]
      : undefined;
    if (shape === undefined) return this.elsewhere(stored);
    if (typeof shape === "string") return this.link(shape);
    const schema: Draft = {};
    this.linked.set(stored, schema);
    return this.fill(schema, shape);
  }

  private fill(schema: Draft, stored: Exclude<Stored, string>): Schema {
    Object.assign(schema, stored, this.lax && { lax: true });
    const { properties, values, items, not } = stored;
    if (properties)
      schema["properties"] = Object.fromEntries(
        Object.entries(properties).map(([key, one]) => [key, this.link(one)]),
      );
    if (values !== undefined) schema["values"] = this.link(values);
    if (items !== undefined) schema["items"] = this.link(items);
    if (not !== undefined) schema["not"] = this.link(not);
    for (const key of ["allOf", "anyOf", "oneOf"] as const) {
      const choices = stored[key];
      if (choices) schema[key] = choices.map((one) => this.link(one));
    }
    return schema;
  }
}

type Draft = Record<string, unknown>;
