import { buildSync } from "esbuild";
import { cpSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
/** Below node_modules, where the packages that it needs are found. */
const FOLDER = join(ROOT, "node_modules/.cache/sidelight-bench");

/**
 * A program of these benchmarks in one file, compiled as the package is: tsx
 * keeps the name of every function, which costs time and memory of its own.
 */
export function compiled(program: string): string {
  const outfile = join(FOLDER, "program.js");
  buildSync({
    entryPoints: [program],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    packages: "external",
  });
  cpSync(join(ROOT, "src/schemas/data"), join(FOLDER, "data"), {
    recursive: true,
  });
  return outfile;
}
