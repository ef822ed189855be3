import fc from "fast-check";
import { GITOPS_CHECKS } from "../../../src/checks/gitops/list";
import { BROKEN, runChecks } from "../../../src/checks/run";
import { fieldsOf } from "../../../src/manifests/fields";
import { manifestsOf } from "../istio/manifests-of";

/** What may stand where a manifest wants something else. */
const ODD: readonly unknown[] = [
  null,
  0,
  -1.5,
  "",
  "odd",
  true,
  [],
  [null, 7, ["x"]],
  {},
  { name: null, matchLabels: 3, matchExpressions: [null, { key: 1 }] },
];

/** Objects with one value after the other, at any depth, made odd. */
function* spoiled(value: unknown): Generator<unknown> {
  yield* ODD;
  if (Array.isArray(value))
    for (const [i, item] of value.entries())
      for (const other of spoiled(item))
        yield value.map((one: unknown, j) => (i === j ? other : one));
  else
    for (const [key, item] of Object.entries(fieldsOf(value)))
      for (const other of spoiled(item))
        yield { ...fieldsOf(value), [key]: other };
}

function brokenBy(objects: readonly unknown[]): readonly string[] {
  const text = objects.map((one) => JSON.stringify(one)).join("\n---\n");
  return runChecks(manifestsOf(text), GITOPS_CHECKS)
    .filter(({ check }) => check === BROKEN)
    .map(({ message }) => message);
}

const examples = GITOPS_CHECKS.filter(({ bad }) => bad.length < 10_000).flatMap(
  ({ bad }) => manifestsOf(bad).map(({ object }) => object),
);

test("a value of a wrong type anywhere breaks no check", () => {
  for (const object of examples) {
    const odd = [...spoiled(object)].filter(
      (one) => Object.keys(fieldsOf(one)).length > 0,
    );
    expect(brokenBy([...examples, ...odd])).toEqual([]);
  }
});

test("objects of a known kind with anything in them break no check", () => {
  const kinds = examples.map(({ apiVersion, kind }) => ({ apiVersion, kind }));
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(...kinds),
          fc.record({ metadata: fc.jsonValue(), spec: fc.jsonValue() }),
        ),
        { maxLength: 8 },
      ),
      (objects) => {
        expect(
          brokenBy(objects.map(([type, rest]) => ({ ...rest, ...type }))),
        ).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
