import { schemaOf } from "../../src/schemas/schemas";
import { validate } from "../../src/schemas/validate";
import { derive } from "../../src/schemas/derive";
import { Linker } from "../../src/schemas/link";

type Json = Record<string, unknown>;

/** What is said of a value in the field `spec.x` with a structure. */
function said(structure: Json, x: unknown): string[] {
  const stored = derive({
    type: "object",
    properties: {
      metadata: {
        type: "object",
        "x-kubernetes-preserve-unknown-fields": true,
      },
      spec: { type: "object", properties: { x: structure } },
    },
  });
  const schema = new Linker({}, false).link(stored);
  return validate({ metadata: { name: "a" }, spec: { x } }, schema).map(
    ({ id, path, message }) => `${id} ${path.join(".")}: ${message}`,
  );
}

test.each<[Json, unknown, string]>([
  [
    { type: "object", properties: { weight: {} } },
    { wieght: 1 },
    "unknown-field spec.x.wieght: got wieght, a field that does not exist, expected weight",
  ],
  [{ type: "integer" }, 1.5, "type spec.x: got 1.5, expected a whole number"],
  [
    { type: "string", enum: ["A", "B"] },
    "C",
    'enum spec.x: got "C", expected one of A, B',
  ],
  [
    { type: "string", pattern: "^a+$" },
    "b",
    'pattern spec.x: got "b", expected a text that matches ^a+$',
  ],
  [
    { type: "integer", minimum: 1, maximum: 9 },
    0,
    "range spec.x: got 0, expected a whole number from 1 to 9",
  ],
  [
    { type: "number", minimum: 0, exclusiveMinimum: true },
    0,
    "range spec.x: got 0, expected more than 0",
  ],
  [
    { type: "string", maxLength: 2 },
    "abc",
    "length spec.x: got 3 characters, expected at most 2",
  ],
  [
    { type: "array", minItems: 1, items: {} },
    [],
    "length spec.x: got no items, expected at least 1",
  ],
  [
    { type: "object", minProperties: 1, additionalProperties: {} },
    {},
    "length spec.x: got no fields, expected at least 1",
  ],
  [
    { type: "string", format: "date-time" },
    "noon",
    'format spec.x: got "noon", expected a time such as 2026-01-31T12:00:00Z',
  ],
  [
    { "x-kubernetes-int-or-string": true },
    true,
    "type spec.x: got true, expected a whole number or a text",
  ],
  [
    {
      type: "array",
      items: { type: "string" },
      "x-kubernetes-list-type": "set",
    },
    ["a", "a"],
    'unique spec.x.1: got "a" twice, expected it once',
  ],
  [
    { type: "array", items: { type: "string" } },
    [null],
    "type spec.x.0: got null, expected a text",
  ],
  [
    { type: "object", required: ["a"], properties: { a: { type: "string" } } },
    { a: null },
    "required spec.x: got no a, expected one",
  ],
  [
    {
      type: "object",
      properties: { a: {}, b: {} },
      oneOf: [{ required: ["a"] }, { required: ["b"] }],
    },
    { a: 1, b: 1 },
    "choice spec.x: got a and b, expected exactly one of a, b",
  ],
  [
    { type: "object", "x-kubernetes-embedded-resource": true },
    { metadata: {}, kind: "A" },
    "required spec.x: got no apiVersion, expected one",
  ],
  [
    {
      type: "string",
      "x-kubernetes-validations": [{ rule: "self != 'a'", message: "not a" }],
    },
    "a",
    'rule spec.x: got "a", expected as its CRD says: not a',
  ],
  [
    {
      type: "string",
      "x-kubernetes-validations": [
        { rule: "self != 'a'", messageExpression: "'never ' + self" },
      ],
    },
    "a",
    "rule spec.x: never a",
  ],
])("%j with %j", (structure, value, message) => {
  expect(said(structure, value)).toEqual([message]);
});

test.each<[Json, unknown]>([
  [{ type: "integer", nullable: true }, null],
  [{ type: "integer" }, undefined],
  [{ type: "number" }, 1],
  [
    {
      "x-kubernetes-int-or-string": true,
      anyOf: [{ type: "integer" }, { type: "string" }],
    },
    "50%",
  ],
  [
    { type: "object", "x-kubernetes-preserve-unknown-fields": true },
    { any: 1 },
  ],
  [{ type: "string", format: "made-up" }, "x"],
  [
    {
      type: "object",
      required: ["a"],
      properties: { a: { type: "string", default: "b" } },
    },
    {},
  ],
  [
    {
      type: "string",
      "x-kubernetes-validations": [{ rule: "self == oldSelf" }],
    },
    "x",
  ],
  [
    {
      type: "string",
      "x-kubernetes-validations": [{ rule: "fromTheFuture(self)" }],
    },
    "x",
  ],
])("%j is silent on %j", (structure, value) => {
  expect(said(structure, value)).toEqual([]);
});

test("what is wrong below keeps the rules above silent", () => {
  const structure = {
    type: "object",
    properties: { a: { type: "integer" } },
    "x-kubernetes-validations": [{ rule: "self.a > 0" }],
  };
  expect(said(structure, { a: "0" })).toEqual([
    'type spec.x.a: got "0", expected a whole number',
  ]);
});

test("a rule that never ends is cut short", () => {
  const structure = {
    type: "array",
    items: { type: "integer" },
    "x-kubernetes-validations": [
      { rule: "self.all(a, self.all(b, self.all(c, a + b + c >= 0)))" },
    ],
  };
  const began = performance.now();
  const list = Array.from({ length: 3000 }, (_, i) => i);
  expect(said(structure, list)).toHaveLength(1);
  expect(performance.now() - began).toBeLessThan(5000);
});

describe("10,000 levels", () => {
  const deep = (bottom: unknown, wrap: (inner: unknown) => unknown) => {
    let value = bottom;
    for (let i = 0; i < 10_000; i++) value = wrap(value);
    return value;
  };

  test("of a structure that holds itself are all judged", () => {
    const structure = deep({ typo: 1 }, (a) => ({ properties: { a } }));
    const schema = schemaOf(
      "apiextensions.k8s.io/v1",
      "CustomResourceDefinition",
    );
    const object = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "a.b" },
      spec: {
        group: "b",
        scope: "Namespaced",
        names: { plural: "a", kind: "A" },
        versions: [{ name: "v1", schema: { openAPIV3Schema: structure } }],
      },
    };
    expect(
      validate(object, schema ?? {}).map(({ message }) => message),
    ).toEqual([
      expect.stringContaining("got typo, a field that does not exist"),
    ]);
  });

  test("in the place of a text are named", () => {
    const value = deep(1, (a) => [a]);
    expect(said({ type: "string" }, value)).toEqual([
      "type spec.x: got a list, expected a text",
    ]);
  });
});
