import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
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
  const generated = sources("src")
    .flatMap(importsOf)
    .map(({ to }) => to)
    .filter((to) => to.startsWith("imports/"));
  const built = [...src, ...new Set(generated)].flatMap((file) =>
    file.endsWith(".ts")
      ? [file.replace(/\.ts$/, ".js"), file.replace(/\.ts$/, ".d.ts")]
      : [file],
  );
  return [
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "bin/sidelight.js",
    "package.json",
    "schemas/releases.schema.json",
    ...built.map((file) => `lib/${file}`),
  ].sort();
}
