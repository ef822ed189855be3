import fc from "fast-check";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { plainRule } from "../../scripts/plain-rules";
import { failureOf } from "../../src/schemas/cel-rule";
import type { PlainRule } from "../../src/schemas/plain-rule";
import { isPlainlyMet } from "../../src/schemas/plain-rule";
import type { Rule, Schema } from "../../src/schemas/schema";
import { SCHEMAS } from "../../src/schemas/schemas";
import { ROOT } from "../checkout";

test.each<[string, PlainRule | undefined]>([
  [
    "!has(self.a) || self.b.c == 'x'",
    ["||", ["!", ["has", "a"]], ["==", ["get", "b", "c"], "x"]],
  ],
  [
    "(has(self.a) ? 1 : 0) + (has(self.b.c) ? 1 : 0) <= 1",
    ["<=", ["+", ["?", ["has", "a"], 1, 0], ["?", ["has", "b", "c"], 1, 0]], 1],
  ],
  [
    "duration(self) >= duration('1ms')",
    [">=", ["duration", ["get"]], ["duration", "1ms"]],
  ],
  ["has(self.a) ? self.a.matches('x') : true", ["?", ["has", "a"], null, true]],
  ["self.all(key, key.size() != 0)", undefined],
  ["self == oldSelf", undefined],
  ["has(self.__namespace__)", undefined],
])("%s is plainly %j", (rule, plain) => {
  expect(plainRule(rule)).toEqual(plain);
});

const A: Schema = {
  properties: {
    a: { type: "string" },
    mode: { type: "string", default: "auto" },
    port: { type: "integer" },
    ratio: { type: "number" },
  },
};

test.each<[string, unknown, boolean, Schema?]>([
  ["has(self.a)", { a: "" }, true],
  ["has(self.a)", { a: null }, false],
  ["!has(self.unknown)", { unknown: 1 }, true],
  ["self.mode == 'auto'", {}, true],
  ["has(self.a) ? self.a.matches('^x') : true", {}, true],
  ["has(self.a) ? self.a.matches('^x') : true", { a: "x" }, false],
  ["self.port <= 65535", { port: 80 }, true],
  ["self.ratio <= 1.0", { ratio: 1 }, false],
  ["self.a != 'x'", {}, false],
  ["duration(self) >= duration('1ms')", "2s", true, { type: "string" }],
  ["duration(self) >= duration('1ms')", "999us", false, { type: "string" }],
  ["duration(self) >= duration('1ms')", "soon", false, { type: "string" }],
])("%s, %j is plainly met: %s", (rule, self, expected, schema = A) => {
  expect(isPlainlyMet(plainRule(rule) ?? null, self, schema)).toBe(expected);
});

describe("the rules of the CRDs that are plain", () => {
  const places = readdirSync(join(ROOT, "src/schemas/data"))
    .map((file) => file.replace(/\.json$/, ""))
    .flatMap((group) =>
      [...SCHEMAS.kinds(group)].flatMap(([kind, versions]) =>
        versions.flatMap(
          (version) => SCHEMAS.of(`${group}/${version}`, kind)?.schema ?? [],
        ),
      ),
    )
    .flatMap((schema) => [...plainPlaces(schema)]);
  const rules = [
    ...new Map(places.map((place) => [place.rule.rule, place])).values(),
  ];

  test("are many", () => {
    expect(rules.length).toBeGreaterThan(50);
  });

  test.each(rules)("$rule.rule: CEL agrees", ({ rule, plain, schema }) => {
    const met = (value: unknown) => isPlainlyMet(plain, value, schema);
    const values = valuesOf(schema, plain);
    fc.assert(
      fc.property(values, (value) => {
        if (met(value)) expect(failureOf(rule, value, schema)).toBeUndefined();
      }),
    );
    expect(fc.sample(values, { seed: 1, numRuns: 500 }).some(met)).toBe(true);
  });
});

interface Plain {
  readonly rule: Rule;
  readonly plain: PlainRule;
  readonly schema: Schema;
}

/** Every place below a structure where a plain rule stands. */
function* plainPlaces(
  schema: Schema,
  seen = new Set<Schema>(),
): Generator<Plain> {
  if (seen.has(schema)) return;
  seen.add(schema);
  for (const rule of schema.rules ?? [])
    if (rule.plain !== undefined) yield { rule, plain: rule.plain, schema };
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.values ? [schema.values] : []),
    ...(schema.items ? [schema.items] : []),
  ];
  for (const one of inner) yield* plainPlaces(one, seen);
}

/** Values of a structure, as far as a rule looks at it. */
function valuesOf(
  { type, properties = {} }: Schema,
  plain: PlainRule,
): fc.Arbitrary<unknown> {
  const words: readonly string[] = JSON.stringify(plain).match(/\w+/g) ?? [];
  if (type === "string")
    return fc.constantFrom("", "x", "0s", "1ns", "2h", ...words);
  if (type === "integer") return fc.constantFrom(-1, 0, 1, 2, 65535, 65536);
  if (type === "boolean") return fc.boolean();
  if (type !== "object") return fc.constant([]);
  const fields = Object.entries(properties)
    .filter(([name]) => words.includes(name))
    .map(([name, one]): [string, fc.Arbitrary<unknown>] => [
      name,
      fc.oneof(valuesOf(one, plain), fc.constant(null)),
    ]);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}
