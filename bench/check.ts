// What a verdict costs: `sidelight check` on the YAML of many services, from
// disk, start-up and all; beside it only reading the same files, by js-yaml.
// npm run bench, or bench/check.ts [RUNS]
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdk8s";
import { Mesh } from "../src/constructs/mesh";
import { render } from "../src/synth/render";
import { median } from "./rules/median";
import { fullService } from "./services";

const RUNS = Number(process.argv[2] ?? 5);
const ROOT = join(__dirname, "..");
const ours = [join(ROOT, "bin/sidelight.js"), "check"];
const reading = [
  "-e",
  `const fs = require("node:fs"); const { loadAll } = require("js-yaml");
   const [folder] = process.argv.slice(1);
   for (const name of fs.readdirSync(folder))
     loadAll(fs.readFileSync(folder + "/" + name, "utf8"));`,
];

/** Writes a mesh's files, with or without the rules, and counts their objects. */
function meshIn(folder: string, services: number, rules: boolean): number {
  const app = new App({ outdir: folder });
  new Mesh(app, "bench", {
    name: "bench",
    services: Array.from({ length: services }, (_, index) => ({
      ...fullService(index),
      ...(rules && {
        slo: { availability: 99.9, latency: { p95: "500ms" as const } },
      }),
    })),
  });
  mkdirSync(folder);
  let objects = 0;
  for (const { path, content } of render(app).dist) {
    const kept = content
      .split(/^---$/m)
      .filter((one) => rules || !one.includes("\nkind: PrometheusRule\n"));
    objects += kept.length;
    writeFileSync(join(folder, path), kept.join("---"));
  }
  return objects;
}

/** Seconds and megabytes of one run of a program. */
function measure(args: readonly string[], folder: string) {
  const start = process.hrtime.bigint();
  const { status, stderr, output } = spawnSync(
    process.execPath,
    ["-r", join(ROOT, "bench/peak.cjs"), ...args, folder],
    { stdio: ["ignore", "ignore", "pipe", "pipe"], encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { seconds, megabytes: Number(output[3]) / 1024 };
}

/** Seconds of reading alone, without start-up. */
function parsing(folder: string): number {
  return Number(
    execFileSync(
      process.execPath,
      ["--import", "tsx", join(ROOT, "bench/reading.ts"), folder],
      { cwd: ROOT, encoding: "utf8" },
    ),
  );
}

const scratch = mkdtempSync(join(tmpdir(), "sidelight-bench-"));
process.stdout.write(
  `from YAML on disk to a verdict; median of ${RUNS} runs, in alternation with js-yaml reading the same\n`,
);
for (const rules of [false, true])
  for (const services of [10, 100, 1000]) {
    const folder = join(scratch, `${services}-${rules}`);
    const objects = meshIn(folder, services, rules);
    const checks: { seconds: number; megabytes: number }[] = [];
    const parses: number[] = [];
    const reads: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      checks.push(measure(ours, folder));
      parses.push(parsing(folder));
      reads.push(measure(reading, folder).seconds);
    }
    const seconds = median(checks.map((one) => one.seconds));
    const megabytes = median(checks.map((one) => one.megabytes));
    process.stdout.write(
      `  ${String(services).padStart(5)} services, ${String(objects).padStart(5)} objects${rules ? " with rules" : "           "}` +
        `${seconds.toFixed(2).padStart(8)} s ${megabytes.toFixed(0).padStart(5)} MB, of which parsing ${median(parses).toFixed(2)} s   js-yaml ${median(reads).toFixed(2)} s\n`,
    );
  }
rmSync(scratch, { recursive: true });
