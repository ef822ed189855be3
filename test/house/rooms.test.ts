import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../checkout";
import { importsOf, sources } from "./imports";

/**
 * The table of rooms in docs/architecture.md is the rule; the imports in src
 * are held against it. A room imports the floors below its own, and itself.
 */
const EVERYTHING = 99;

interface Room {
  readonly path: string;
  readonly floor: number;
}

function rooms(): readonly Room[] {
  const text = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");
  return text.split("\n").flatMap((line) => {
    const [, floor, names] = /^\| *(\d+) *\|([^|]+)\|/.exec(line) ?? [];
    return [...(names ?? "").matchAll(/`([^`]+)`/g)].map((match) => ({
      path: (match[1] ?? "").replace(/\/$/, ""),
      floor: Number(floor),
    }));
  });
}

function roomOf(file: string, all: readonly Room[]): Room | undefined {
  return all
    .filter(({ path }) => file === path || file.startsWith(`${path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

const table = rooms();
const files = sources("src");
const imports = files.flatMap(importsOf);

test("every room of the table exists, and every file has a room", () => {
  expect(table.length).toBeGreaterThan(8);
  for (const { path } of table)
    expect(files.some((file) => roomOf(file, table)?.path === path)).toBe(true);
  for (const file of files)
    expect([file, roomOf(file, table)]).not.toContain(undefined);
});

test("a room imports floors below its own, and nothing beside or above", () => {
  const wrong = imports
    .filter(({ to }) => to.startsWith("src/"))
    .filter(({ from, to }) => {
      const importer = roomOf(from, table);
      const imported = roomOf(to, table);
      if (importer?.path === imported?.path) return false;
      return (imported?.floor ?? EVERYTHING) >= (importer?.floor ?? -1);
    })
    .map(({ from, to }) => `${from} imports ${to}`);
  expect(wrong).toEqual([]);
});

test("only constructs and what stands above know cdk8s and imports/", () => {
  const wrong = imports
    .filter(({ to }) =>
      /^(cdk8s|cdk8s-plus-27|constructs)$|^imports\//.test(to),
    )
    .filter(({ from }) => {
      const room = roomOf(from, table);
      return (room?.floor ?? 0) < 8;
    })
    .map(({ from, to }) => `${from} imports ${to}`);
  expect(wrong).toEqual([]);
});

test("no file imports itself over a circle", () => {
  const graph = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (to.startsWith("src/") && !typeOnly)
      graph.set(from, [...(graph.get(from) ?? []), to]);
  const state = new Map<string, "open" | "done">();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === "open") circles.push([...path, file].join(" -> "));
    if (state.has(file)) return;
    state.set(file, "open");
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of graph.keys()) visit(file, []);
  expect(circles).toEqual([]);
});
