import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout, ROOT, run } from "./checkout";

/**
 * The README's console blocks are run in a copy of the checkout, one after the
 * other, and must print what stands there. Blocks marked `sh` need npm's
 * registry or a cluster and are not run.
 */
const README = readFileSync(join(ROOT, "README.md"), "utf8");

function blocks(language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...README.matchAll(fence)].map(([, text = ""]) => text);
}

interface Step {
  readonly command: string;
  readonly output: string;
}

/** `$ command` lines, each with the lines up to the next. */
function steps(block: string): readonly Step[] {
  return block
    .split(/^\$ /m)
    .filter((part) => part !== "")
    .map((part) => {
      const [command = "", ...output] = part.split("\n");
      return { command, output: output.join("\n") };
    });
}

const copy = checkout();
afterAll(() => copy.remove());

test("the commands print what the README says", () => {
  const all = blocks("console").flatMap(steps);
  expect(all.length).toBeGreaterThan(3);
  run(
    "git init -q && git add -A && git -c user.name=r -c user.email=r@r commit -qm r",
    copy.folder,
  );
  for (const { command, output } of all) {
    const { out, err } = run(command, copy.folder);
    expect(`$ ${command}\n${out}${err}`).toBe(`$ ${command}\n${output}`);
  }
});

test("the TypeScript makes the YAML beside it", () => {
  const [program = ""] = blocks("ts");
  const [yaml = ""] = blocks("yaml");
  expect(program.split("\n").length).toBeLessThan(25);
  const folder = join(copy.folder, "readme");
  mkdirSync(folder);
  writeFileSync(
    join(folder, "main.ts"),
    program.replace('"sidelight"', '"../src/index"'),
  );
  expect(run("node --import tsx main.ts", folder)).toMatchObject({
    code: 0,
    err: "",
  });
  const files = readdirSync(join(folder, "dist"));
  const made = files.map((file) =>
    readFileSync(join(folder, "dist", file), "utf8"),
  );
  expect(made.join("---\n")).toContain(yaml);
  const kinds = made.join("").match(/(?<=^kind: ).+/gm) ?? [];
  for (const kind of kinds) expect(README).toContain(kind);
});
