// Builds the package's code into lib/: npm run build
//
// Modules that are always loaded together become one file: Node takes as long to
// find a file as to run it. A module that the sources load late, by require(),
// begins a file of its own, and files share what they have in common.
import { build, type Plugin, transform } from "esbuild";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative } from "node:path";

const SRC = join(__dirname, "../src");
const LIB = join(__dirname, "../lib");
const TARGET = { platform: "node", target: "node20" } as const;

/** `src/synth/checked` => `synth-checked` */
function nameOf(module: string): string {
  return relative(SRC, module).replaceAll("/", "-");
}

/** The modules that others load late. */
function lateModules(): readonly string[] {
  return readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const text = readFileSync(join(SRC, file), "utf8");
      return [...text.matchAll(/\brequire\("(\.[^"]+)"\)/g)].map(([, to]) =>
        join(SRC, file, "..", to ?? ""),
      );
    });
}

/** All files stand side by side, so a module is found by its name. */
const late: Plugin = {
  name: "late",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\./ }, ({ kind, resolveDir, path }) =>
      kind === "require-call"
        ? { path: `./${nameOf(join(resolveDir, path))}.js`, external: true }
        : undefined,
    );
  },
};

async function main(): Promise<void> {
  const modules = [join(SRC, "index"), join(SRC, "cli"), ...lateModules()];
  // Only ES modules are split into files that share; Node gets CommonJS.
  const { outputFiles } = await build({
    ...TARGET,
    entryPoints: Object.fromEntries(
      modules.map((module) => [nameOf(module), `${module}.ts`]),
    ),
    outdir: LIB,
    bundle: true,
    splitting: true,
    format: "esm",
    packages: "external",
    chunkNames: "shared-[hash]",
    plugins: [late],
    write: false,
  });
  mkdirSync(LIB, { recursive: true });
  const hash = createHash("sha256");
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, { ...TARGET, format: "cjs" });
    writeFileSync(path, code);
    hash.update(basename(path)).update(code);
  }
  const data = join(SRC, "schemas/data");
  cpSync(data, join(LIB, "data"), { recursive: true });
  for (const file of readdirSync(data))
    hash.update(file).update(readFileSync(join(data, file)));
  writeFileSync(join(LIB, "build-id"), `${hash.digest("hex")}\n`);
}

void main();
