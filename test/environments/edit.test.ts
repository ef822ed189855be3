import fc from "fast-check";
import { parse, stringify } from "yaml";
import { aliasOn, edit } from "../../src/environments/edit";
import type { Change } from "../../src/environments/steps";

/** text, path, value => text */
const CASES: readonly (readonly [
  title: string,
  before: string,
  change: Change,
  after: string,
])[] = [
  [
    "a number, with a comment behind it",
    "a:\n    weight: 10   # since Monday\n",
    { path: ["a", "weight"], to: 25 },
    "a:\n    weight: 25   # since Monday\n",
  ],
  [
    "a text in quotes stays in quotes",
    `a: { image: "x:1" ,phase: 'off'}\n`,
    { path: ["a", "image"], to: "x:2" },
    `a: { image: "x:2" ,phase: 'off'}\n`,
  ],
  [
    "a new field comes last, before the comment that follows",
    "a:\n  canary:\n    phase: off # idle\n\n# b is another\nb: 1\n",
    { path: ["a", "canary", "weight"], to: 10 },
    "a:\n  canary:\n    phase: off # idle\n    weight: 10\n\n# b is another\nb: 1\n",
  ],
  [
    "a new field where the file does not end its last line",
    "a:\n  b: 1",
    { path: ["a", "c"], to: "x" },
    "a:\n  b: 1\n  c: x\n",
  ],
  [
    "a new object",
    "a:\n  b:\n    c: 1\n",
    { path: ["a", "canary", "phase"], to: "off" },
    "a:\n  b:\n    c: 1\n  canary:\n    phase: off\n",
  ],
  [
    "a new field in brackets",
    "a: { b: { c: 1 } }\n",
    { path: ["a", "canary", "phase"], to: "off" },
    "a: { b: { c: 1 }, canary: { phase: off } }\n",
  ],
  [
    "a new field in JSON over lines",
    '{\n  "a": {\n    "image": "x:1"\n  }\n}\n',
    { path: ["a", "version"], to: "v2" },
    '{\n  "a": {\n    "image": "x:1",\n    "version": "v2"\n  }\n}\n',
  ],
  [
    "a field less",
    "a:\n  b: 1\n  # the share\n  weight: 10 # per cent\n  c: 2\n",
    { path: ["a", "weight"], to: undefined },
    "a:\n  b: 1\n  # the share\n  c: 2\n",
  ],
  [
    "a field less in brackets, the last one",
    '{"a": {"b": 1, "weight": 10}}',
    { path: ["a", "weight"], to: undefined },
    '{"a": {"b": 1}}',
  ],
  [
    "the only field less",
    "a: 1\nb:\n    canary:\n      phase: off # idle\nc: 2\n",
    { path: ["b", "canary"], to: undefined },
    "a: 1\nb: {} # idle\nc: 2\n",
  ],
  [
    "a field less that is not there",
    "a: 1\n",
    { path: ["b"], to: undefined },
    "a: 1\n",
  ],
  [
    "Windows' ends of lines",
    "a:\r\n  weight: 10\r\n  b: 1\r\n",
    { path: ["a", "weight"], to: 25 },
    "a:\r\n  weight: 25\r\n  b: 1\r\n",
  ],
  [
    "Windows' ends of lines, and a new one",
    "a:\r\n  b:\r\n    c: 1 # why\r\nd: 1\r\n",
    { path: ["a", "b", "e"], to: 2 },
    "a:\r\n  b:\r\n    c: 1 # why\r\n    e: 2\r\nd: 1\r\n",
  ],
];

test.each(CASES)("%s", (_, before, change, after) => {
  expect(edit(before, [change])).toBe(after);
});

test("an alias on the way is said, since it changes another place too", () => {
  const text = "a: &x { weight: 10 }\nb: *x\n";
  expect(aliasOn(text, ["b", "weight"])).toBe("*x");
  expect(aliasOn(text, ["a", "weight"])).toBeUndefined();
});

const key = fc.constantFrom(
  "web-app",
  "canary",
  "image",
  "weight",
  "x1",
  "a b",
);
const leaf = fc.oneof(
  fc.integer({ min: 0, max: 200 }),
  fc.constantFrom("off", "x:1", "v2", "1.10", "a # b", "", "true"),
);
const tree = fc.letrec((tie) => ({
  map: fc.dictionary(key, fc.oneof({ maxDepth: 3 }, leaf, tie("map")), {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  }),
})).map;

/** One tree as people write it. */
const layouts: readonly ((value: unknown) => string)[] = [
  (value) => stringify(value),
  (value) => stringify(value, { indent: 4 }),
  (value) => stringify(value, { collectionStyle: "flow" }),
  (value) => stringify(value, { defaultStringType: "QUOTE_DOUBLE" }),
  (value) => JSON.stringify(value),
  (value) => `${JSON.stringify(value, undefined, 2)}\n`,
  (value) => stringify(value).replace(/(\d)$/gm, "$1 # why"),
];

test("whatever the layout: the value is changed, and no line but its own", () => {
  fc.assert(
    fc.property(
      tree,
      fc.constantFrom(...layouts),
      fc.array(key, { minLength: 1, maxLength: 3 }),
      leaf,
      (value, layout, path, to) => {
        const text = layout(value);
        const through = valueAt(value, path.slice(0, -1));
        fc.pre(typeof through !== "number" && typeof through !== "string");
        fc.pre(typeof valueAt(value, path) !== "object");
        const edited = edit(text, [{ path, to }]);
        const expected = structuredClone(value) as Record<string, unknown>;
        let at = expected;
        for (const step of path.slice(0, -1))
          at = (at[step] ??= {}) as Record<string, unknown>;
        at[path.at(-1) ?? ""] = to;
        expect(parse(edited)).toEqual(expected);
        for (const comment of text.match(/ # why$/gm) ?? [])
          expect(edited).toContain(comment);
        const kept = edited.split("\n");
        const lost = text.split("\n").filter((line) => !kept.includes(line));
        // The one that is changed; in JSON the one before a new one gets a comma.
        expect(lost.length).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 400 },
  );
});

/** What stands somewhere, or the text or number on the way there. */
function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === "object" ? (at as Record<string, unknown>)[step] : at,
    value,
  );
}
