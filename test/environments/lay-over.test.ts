import fc from "fast-check";
import { layOver } from "../../src/environments/lay-over";

/** under, over => both */
test.each<[title: string, under: object, over: object, result: object]>([
  ["what is given wins", { a: 1, b: 2 }, { b: 3 }, { a: 1, b: 3 }],
  ["what is undefined goes", { a: 1, b: 2 }, { b: undefined }, { a: 1 }],
  [
    "a named object is laid over, field by field",
    { canary: { weight: 10, image: "x:1" } },
    { canary: { weight: 25 } },
    { canary: { weight: 25, image: "x:1" } },
  ],
  [
    "a field of it goes",
    { canary: { weight: 10, image: "x:1" } },
    { canary: { weight: undefined } },
    { canary: { image: "x:1" } },
  ],
  [
    "objects inside of it are replaced: half of each would be neither",
    { canary: { header: { user: { prefix: "a" } } } },
    { canary: { header: { user: { regex: "b" } } } },
    { canary: { header: { user: { regex: "b" } } } },
  ],
  [
    "what is undefined in a new object goes too",
    {},
    { canary: { weight: undefined } },
    { canary: {} },
  ],
  [
    "others are replaced whole",
    { slo: { availability: 99.9 } },
    { slo: { latency: { p95: "1s" } } },
    { slo: { latency: { p95: "1s" } } },
  ],
])("%s", (_, under, over, result) => {
  const before = structuredClone(under);
  expect(layOver(under, over, new Set(["canary"]))).toStrictEqual(result);
  expect(under).toEqual(before);
});

test("twice is once, and nothing over something is what it was", () => {
  fc.assert(
    fc.property(fc.object(), fc.object(), (under, over) => {
      const deep = new Set(Object.keys({ ...under, ...over }));
      const once = layOver(under, over, deep);
      expect(layOver(once, over, deep)).toStrictEqual(once);
      expect(layOver(under, {}, deep)).toStrictEqual({ ...under });
    }),
    { numRuns: 200 },
  );
});
