// What it takes to adopt what runs, as a user waits for it: the whole process,
// of the built package, with nothing cached. Beside it the least that any such
// tool does: reading and writing the same files with js-yaml, and loading cdk8s.
//   bench/adopt.ts [RUNS]
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serviceYaml } from "./adopt/manifests";
import { median } from "./rules/median";

const ROOT = join(__dirname, "..");
const LIB = join(ROOT, "lib/cli.js");
const RUNS = Number(process.argv[2] ?? 5);
const SIZES = [16, 64, 256];

const COPY = `
const { readFileSync, readdirSync, mkdirSync, writeFileSync } = require("node:fs");
const { loadAll, dump } = require("js-yaml");
const [from, to] = process.argv.slice(1);
mkdirSync(to);
for (const name of readdirSync(from)) {
  const all = loadAll(readFileSync(from + "/" + name, "utf8"));
  writeFileSync(to + "/" + name, all.map((one) => dump(one)).join("---\\n"));
}`;

if (!existsSync(LIB))
  execFileSync("npm", ["run", "--silent", "build"], { cwd: ROOT });
const scratch = mkdtempSync(join(tmpdir(), "sidelight-bench-"));
try {
  process.stdout.write(
    `seconds from start to end of the process, median of ${RUNS} runs\n\n${row("services", "adopt", "js-yaml, in and out", "require cdk8s")}`,
  );
  for (const services of SIZES) {
    const from = join(scratch, `${services}`);
    mkdirSync(from);
    for (let index = 0; index < services; index++)
      writeFileSync(
        join(from, `service-${index}.yaml`),
        serviceYaml(index, services),
      );
    const out = join(scratch, "out");
    const adopt = `require(${JSON.stringify(LIB)}).program()`;
    process.stdout.write(
      row(
        `${services}`,
        seconds(
          ["-e", adopt, "--", "sidelight", "adopt", from, "--out", out],
          out,
        ),
        seconds(["-e", COPY, "--", from, out], out),
        seconds(["-e", "require('cdk8s')"], out),
      ),
    );
  }
} finally {
  rmSync(scratch, { recursive: true });
}

/** A process of node, again and again, each time into a new folder. */
function seconds(args: readonly string[], out: string): string {
  const times = Array.from({ length: RUNS }, () => {
    rmSync(out, { recursive: true, force: true });
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT });
    if (status !== 0) throw new Error(stderr.toString());
    return performance.now() - start;
  });
  return (median(times) / 1000).toFixed(2);
}

function row(...cells: readonly string[]): string {
  return `${cells.map((cell) => cell.padStart(21)).join("")}\n`;
}
