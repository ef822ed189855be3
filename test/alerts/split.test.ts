import { grouped } from "../../src/alerts/groups";
import { partName, split } from "../../src/alerts/split";

const rules = (count: number, size = 10) =>
  Array.from({ length: count }, (_, index) => ({
    record: `r${index}`,
    expr: "x".repeat(size),
  }));

test.each([
  [0, []],
  [20, ["g 20"]],
  [21, ["g-1 20", "g-2 1"]],
  [45, ["g-1 20", "g-2 20", "g-3 5"]],
])("%d rules => groups %j", (count, expected) => {
  const groups = grouped({ name: "g", interval: "30s", rules: rules(count) });
  expect(groups.map((group) => `${group.name} ${group.rules.length}`)).toEqual(
    expected,
  );
  for (const group of groups) expect(group.interval).toBe("30s");
});

test("objects stay below what kubectl can annotate; order is kept", () => {
  const groups = Array.from({ length: 10 }, (_, index) => ({
    name: `g${index}`,
    rules: rules(1, 100_000),
  }));
  const parts = split(groups);
  expect(parts.map((part) => part.map(({ name }) => name))).toEqual([
    ["g0", "g1"],
    ["g2", "g3"],
    ["g4", "g5"],
    ["g6", "g7"],
    ["g8", "g9"],
  ]);
  for (const part of parts)
    expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(262_144);
  expect(parts.map((_, index) => partName("shop", index))).toEqual([
    "shop",
    "shop-2",
    "shop-3",
    "shop-4",
    "shop-5",
  ]);
});
