import * as fc from "fast-check";
import { parse } from "yaml";
import { byLibrary, toYaml } from "../../src/manifests/yaml";

test.each([
  ["0o17", 'a: "0o17"\n'],
  ["-0o7", 'a: "-0o7"\n'],
  ["0775", 'a: "0775"\n'],
  ["y", 'a: "y"\n'],
  ["on", 'a: "on"\n'],
  ["12:30", 'a: "12:30"\n'],
  ["1e3", 'a: "1e3"\n'],
  ["null", 'a: "null"\n'],
  ["e5", 'a: "e5"\n'],
  ["8080", 'a: "8080"\n'],
  ["15s", "a: 15s\n"],
  ["15d", "a: 15d\n"],
  ["0x1f", 'a: "0x1f"\n'],
  ["{{ $value }}", 'a: "{{ $value }}"\n'],
  ['a "b": c', "a: 'a \"b\": c'\n"],
  ["plain", "a: plain\n"],
])("%s => %s", (text, expected) => {
  expect(toYaml({ a: text })).toBe(expected);
});

test("a value used twice is written twice: no anchors", () => {
  const labels = { app: "a" };
  expect(toYaml({ b: labels, c: labels })).toBe("b:\n  app: a\nc:\n  app: a\n");
});

const value = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "0o17",
      "~",
      "<<",
      "=",
      "- a",
      "a: b",
      "#",
      "!t",
      "&a",
      "*a",
      "%",
      "@",
      "`",
      "0x1f",
      "1_000",
      ".inf",
      "2001-01-01",
      "no",
      "\t",
      "\n",
      " a",
      "a ",
    ),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie("tree"), { maxKeys: 4 }),
  ),
})).tree;

test("readers of YAML 1.1 and of YAML 1.2 read back what was written", () => {
  fc.assert(
    fc.property(value, (given) => {
      const plain: unknown = JSON.parse(JSON.stringify(given));
      const text = toYaml(plain);
      for (const version of ["1.1", "1.2"] as const)
        expect(parse(text, { version })).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});

const PIECES = fc.constantFrom(
  ..."\n,\n\n, ,  ,\t,:,: ,#, #,-,- ,?,? ,---,...,a,bc,1,0x1,~,y,No,null,{,},[,],*,&,!,|,>,',\",%,@,`,\u0007,\u0085,\u2028,\ud800,\u{1f600},é".split(
    ",",
  ),
  ",",
);
const tricky = fc.array(PIECES, { maxLength: 8 }).map((all) => all.join(""));
/** What may be a number, a time or a flag. */
const numeric = fc
  .array(
    fc.constantFrom(
      ..."0,1,12,60,2026,-,+,.,_,:,e,E,x,o,b,f,s,m,h,d,T,Z,Mi,inf,nan,tRue,on, ,=,<<,~,\\,'".split(
        ",",
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => all.join(""));
const mixed = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    tricky,
    numeric,
    fc.lorem(),
    fc.constantFrom(null, undefined, true, 0, -0, 1.5, 1e21, "0o17"),
    fc.integer(),
    fc.double(),
    fc.date(),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(tricky, numeric, fc.lorem({ maxCount: 1 })),
      tie("tree"),
      {
        maxKeys: 4,
      },
    ),
  ),
})).tree;

test("what is written here is what the library writes", () => {
  fc.assert(
    fc.property(mixed, (given) => {
      expect(written(() => toYaml(given))).toBe(
        written(() => byLibrary(given)),
      );
    }),
    { numRuns: 5000 },
  );
});

function written(write: () => string): string {
  try {
    return write();
  } catch (error) {
    return String(error);
  }
}
