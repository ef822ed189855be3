// Reads the files of a folder as `sidelight check` does, and prints the seconds
// that takes: bench/reading.ts FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readText } from "../src/manifests/text";

const [folder = "."] = process.argv.slice(2);
const start = performance.now();
for (const file of readdirSync(folder))
  readText({ file, text: readFileSync(join(folder, file), "utf8") });
process.stdout.write(`${(performance.now() - start) / 1000}\n`);
