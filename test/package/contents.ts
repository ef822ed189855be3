import { readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { ROOT } from "../checkout";
import { importsOf, sources } from "../house/imports";

/** What the package has to hold: what src compiles to and reads, the command and the papers. */
export function contents(): readonly string[] {
  const src = readdirSync(join(ROOT, "src"), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)))
    .filter((file) => !/^src\/(main\.ts$|app\/)/.test(file));
  const imports = sources("src").flatMap(importsOf);
  const generated = imports
    .map(({ to }) => to)
    .filter((to) => to.startsWith("imports/"));
  const types = [...src, ...new Set(generated)]
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `types/${file.replace(/\.ts$/, ".d.ts")}`);
  const late = imports
    .filter(({ late, to }) => late && to.startsWith("src/"))
    .map(({ to }) => to);
  const code = ["src/index.ts", "src/cli.ts", ...new Set(late)].map(
    (file) => `${file.replace(/^src\/|\.ts$/g, "").replaceAll("/", "-")}.js`,
  );
  const data = src
    .filter((file) => file.endsWith(".json"))
    .map((file) => `data/${basename(file)}`);
  return [
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "bin/sidelight.js",
    "package.json",
    "schemas/releases.schema.json",
    ...[...code, ...data, ...types, "build-id"].map((file) => `lib/${file}`),
  ].sort();
}
