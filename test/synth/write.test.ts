import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GENERATED } from "../../src/synth/render";
import { plan, write } from "../../src/synth/write";

let root: string;
let dist: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sidelight-"));
  dist = join(root, "dist");
});
afterEach(() => rmSync(root, { recursive: true }));

const file = (path: string, text = path) => ({
  path,
  content: GENERATED + text,
  objects: 1,
});
const writeAll = (...files: ReturnType<typeof file>[]) =>
  write([plan(dist, files)])[0];

test("writes files, in folders too, and says which", () => {
  expect(writeAll(file("a.yaml"), file("rules/b.yaml"))).toEqual({
    files: 2,
    objects: 2,
    changed: ["a.yaml", "rules/b.yaml"],
    removed: [],
  });
  expect(readFileSync(join(dist, "rules/b.yaml"), "utf8")).toBe(
    `${GENERATED}rules/b.yaml`,
  );
  expect(readdirSync(root)).toEqual(["dist"]);
});

test("a file that nothing writes any more disappears; somebody else's stays", () => {
  writeAll(file("a.yaml"), file("b.yaml"));
  writeFileSync(join(dist, "kustomization.yaml"), "resources: []\n");
  expect(writeAll(file("a.yaml"))).toEqual({
    files: 1,
    objects: 1,
    changed: [],
    removed: ["b.yaml"],
  });
  expect(readdirSync(dist).sort()).toEqual(["a.yaml", "kustomization.yaml"]);
});

test("a file whose bytes are the same is not touched", () => {
  writeAll(file("a.yaml"));
  const before = statSync(join(dist, "a.yaml"), { bigint: true }).mtimeNs;
  writeAll(file("a.yaml"));
  const after = statSync(join(dist, "a.yaml"), { bigint: true }).mtimeNs;
  expect(after).toEqual(before);
});

test("somebody else's file in the way is an error", () => {
  mkdirSync(dist);
  writeFileSync(join(dist, "a.yaml"), "mine\n");
  expect(plan(dist, [file("a.yaml")]).problems).toEqual([
    {
      severity: "error",
      where: join(dist, "a.yaml"),
      message: "got a file here that sidelight did not write",
      fix: "move it elsewhere or delete it; it is not overwritten",
    },
  ]);
});

test("a write that fails half-way leaves the old folder whole and nothing beside it", () => {
  writeAll(file("a.yaml", "old"), file("b.yaml", "old"));
  const long = "x".repeat(300);
  expect(() =>
    writeAll(file("a.yaml", "new"), file(`${long}.yaml`, "new")),
  ).toThrow(/ENAMETOOLONG/);
  expect(readFileSync(join(dist, "a.yaml"), "utf8")).toBe(`${GENERATED}old`);
  expect(existsSync(join(dist, "b.yaml"))).toBe(true);
  expect(readdirSync(root)).toEqual(["dist"]);
});

test("two folders are one step: a failure in the second leaves the first as it was", () => {
  const other = join(root, "artifacts");
  writeAll(file("a.yaml", "old"));
  expect(() =>
    write([
      plan(dist, [file("a.yaml", "new")]),
      plan(other, [file(`${"x".repeat(300)}.yaml`)]),
    ]),
  ).toThrow();
  expect(readFileSync(join(dist, "a.yaml"), "utf8")).toBe(`${GENERATED}old`);
});
