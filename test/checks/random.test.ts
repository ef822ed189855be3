import * as fc from "fast-check";
import { stringify } from "yaml";
import { ALL_CHECKS } from "../../src/checks/all";
import { githubReport } from "../../src/checks/github";
import { jsonReport } from "../../src/checks/json";
import { judge } from "../../src/checks/judge";
import type { Outcome } from "../../src/checks/outcome";
import { sarifReport } from "../../src/checks/sarif";
import { textReport } from "../../src/checks/text";
import { readText } from "../../src/manifests/text";

/** Every object of every check's examples: all kinds that any check looks at. */
const EXAMPLES = ALL_CHECKS.flatMap(({ bad, good }) =>
  readText({ file: "", text: `${bad}\n---\n${good}` }).manifests.map(
    ({ object }) => object,
  ),
);

const ODD: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, "", "*", "a/b", [], {}),
  fc.constantFrom<unknown>([null], [[]], { "": null }, "__proto__", "${x}"),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
);

/** An example in which some values were replaced, taken out or doubled. */
const broken: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.constantFrom(...EXAMPLES),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("set", "drop", "twice"), ODD), {
      maxLength: 4,
    }),
  )
  .map(([object, changes]) => {
    const copy = structuredClone(object);
    for (const [at, change, value] of changes) {
      const places = placesIn(copy);
      const place = places[at % places.length];
      if (place) apply(place, change, structuredClone(value));
    }
    return copy;
  });

interface Place {
  readonly owner: Record<string | number, unknown> | unknown[];
  readonly key: string | number;
}

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  const owner = value as Record<string, unknown>;
  return Object.entries(owner).flatMap(([key, inner]) => [
    { owner, key },
    ...placesIn(inner),
  ]);
}

function apply({ owner, key }: Place, change: string, value: unknown): void {
  if (Array.isArray(owner)) {
    const at = Number(key);
    if (change === "drop") owner.splice(at, 1);
    else if (change === "twice") owner.push(structuredClone(owner[at]));
    else owner[at] = value;
  } else if (change === "drop") delete owner[key];
  else if (change === "set") owner[key] = value;
  else owner[`${key}x`] = structuredClone(owner[key]);
}

function judged(texts: ReadonlyMap<string, string>): Outcome {
  const read = [...texts].map(([file, text]) => readText({ file, text }));
  return judge(
    {
      manifests: read.flatMap(({ manifests }) => manifests),
      unread: read.flatMap(({ unread }) => unread),
      texts,
    },
    ALL_CHECKS,
  );
}

const BOUNDED = { numRuns: 1000, interruptAfterTimeLimit: 10_000 };

test("whatever stands in a manifest: no check breaks, every finding has its place and can be printed", () => {
  fc.assert(
    fc.property(fc.array(broken, { minLength: 1, maxLength: 5 }), (objects) => {
      const text = objects
        .map((object) => stringify(object, { aliasDuplicateObjects: false }))
        .join("---\n");
      const outcome = judged(new Map([["a.yaml", text]]));
      const lines = text.split("\n").length;
      for (const { check, message, line, column } of outcome.findings) {
        expect([check, message]).not.toEqual(["check/broken", message]);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
        expect(column).toBeGreaterThanOrEqual(1);
      }
      textReport(outcome, true);
      JSON.parse(jsonReport(outcome));
      JSON.parse(sarifReport(outcome, ALL_CHECKS));
      githubReport(outcome);
    }),
    BOUNDED,
  );
}, 60_000);

test("whatever text a file holds: something is said of it, and nothing is thrown", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc
          .tuple(fc.constantFrom(...EXAMPLES), fc.nat(), fc.string())
          .map(([object, at, piece]) => {
            const text = stringify(object);
            const cut = at % (text.length + 1);
            return `${text.slice(0, cut)}${piece}${text.slice(cut + piece.length)}`;
          }),
      ),
      (text) => {
        const { findings, objects } = judged(new Map([["a.yaml", text]]));
        expect(findings.length + objects).toBeGreaterThan(0);
        expect(findings.map(({ check }) => check)).not.toContain(
          "check/broken",
        );
      },
    ),
    BOUNDED,
  );
}, 60_000);

test("in whatever order files are read, the same is found", () => {
  fc.assert(
    fc.property(
      fc.array(broken, { minLength: 2, maxLength: 4 }),
      fc.func(fc.nat()),
      (objects, rank) => {
        const files = objects.map(
          (object, i) => [`${i}.yaml`, stringify(object)] as const,
        );
        const mixed = [...files].sort(([a], [b]) => rank(a) - rank(b));
        const said = (texts: readonly (readonly [string, string])[]) =>
          judged(new Map(texts)).findings.map(
            ({ file, line, column, check }) =>
              `${file}:${line}:${column} ${check}`,
          );
        expect(said(mixed)).toEqual(said(files));
      },
    ),
    BOUNDED,
  );
}, 60_000);
