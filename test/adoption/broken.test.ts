import fc from "fast-check";
import { adopt } from "../../src/adopt/adopt";
import { compose } from "../../src/adoption/files";
import { textReport } from "../../src/adoption/report";
import { readText } from "../../src/manifests/text";
import { SHOP } from "./shop";

const OBJECTS = Object.entries(SHOP).flatMap(([file, text]) =>
  readText({ file, text }).manifests.map(({ object }) => object),
);

/** Every way to a value, deepest last. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return [
    ...(path.length > 0 ? [[...path]] : []),
    ...Object.entries(value).flatMap(([key, entry]) =>
      pathsOf(entry, [...path, key]),
    ),
  ];
}

function replaced(
  value: unknown,
  path: readonly string[],
  by: unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((entry: unknown, index) =>
      `${index}` === key ? replaced(entry, rest, by) : entry,
    );
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [key]: replaced(fields[key], rest, by) };
}

test("whatever stands in a field, something comes out and nothing is thrown", () => {
  const junk = fc.oneof(
    fc.constantFrom(
      null,
      true,
      0,
      -1,
      1e9,
      "",
      "x",
      "__proto__",
      [],
      {},
      [null],
      [{}],
      { a: 1 },
      { matchLabels: 1 },
    ),
    fc.string({ maxLength: 8 }),
  );
  const spots = OBJECTS.flatMap((object, index) =>
    pathsOf(object)
      .filter(([first]) => first !== "kind" && first !== "apiVersion")
      .map((path) => ({ index, path })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...spots), junk, ({ index, path }, by) => {
      const text = JSON.stringify({
        apiVersion: "v1",
        kind: "List",
        items: OBJECTS.map((object, at) =>
          at === index ? replaced(object, path, by) : object,
        ),
      });
      const { manifests } = readText({ file: "in.json", text });
      const adoption = adopt(manifests);
      expect(adoption.objects.length + adoption.problems.length).toBe(
        OBJECTS.length,
      );
      const { files, added, notes } = compose(adoption);
      expect(files.length).toBeGreaterThan(0);
      expect(textReport({ adoption, added, notes })).not.toContain("undefined");
    }),
    { numRuns: 60 },
  );
});
