// What a review costs: `sidelight diff` of two folders of many services, from
// disk, start-up and all; beside it git's own count of the lines, and only
// reading the same files by js-yaml.
// npm run bench, or bench/diff.ts [RUNS]
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdk8s";
import { Mesh } from "../src/constructs/mesh";
import { render } from "../src/synth/render";
import { median } from "./rules/median";
import { fullService } from "./services";

const RUNS = Number(process.argv[2] ?? 5);
const SERVICES = 1000;
const ROOT = join(__dirname, "..");
const reading = `const fs = require("node:fs"); const { loadAll } = require("js-yaml");
  for (const folder of process.argv.slice(1))
    for (const name of fs.readdirSync(folder))
      loadAll(fs.readFileSync(folder + "/" + name, "utf8"));`;

type Change = (index: number) => {
  readonly weight?: number;
  readonly image?: string;
};

/** Writes a mesh's files, rules and objectives included. */
function meshIn(folder: string, change: Change): void {
  const app = new App({ outdir: folder });
  new Mesh(app, "bench", {
    name: "bench",
    services: Array.from({ length: SERVICES }, (_, index) => {
      const service = fullService(index);
      const { weight = 10, image = service.image } = change(index);
      return {
        ...service,
        image,
        ...(service.canary && { canary: { ...service.canary, weight } }),
        slo: { availability: 99.9 },
      };
    }),
  });
  mkdirSync(folder);
  for (const { path, content } of render(app).dist)
    writeFileSync(join(folder, path), content);
}

/** Seconds of one run of a program; git tells by 1 that something differs. */
function seconds(program: string, args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0 && program !== "git") throw new Error(stderr);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

const scratch = mkdtempSync(join(tmpdir(), "sidelight-bench-"));
const before = join(scratch, "before");
meshIn(before, () => ({}));
process.stdout.write(
  `two folders of ${SERVICES} services with their rules, compared; median of ${RUNS} runs, in alternation\n`,
);
const changes: readonly (readonly [string, Change])[] = [
  ["one weight", (index) => (index === 7 ? { weight: 25 } : {})],
  [
    "every weight and image",
    () => ({ weight: 25, image: "registry.example/service:1.0.1" }),
  ],
];
for (const [name, change] of changes) {
  const after = join(scratch, name.replaceAll(" ", "-"));
  meshIn(after, change);
  const times = { ours: [], git: [], reading: [] } as Record<string, number[]>;
  for (let run = 0; run < RUNS; run++) {
    const ours = join(ROOT, "bin/sidelight.js");
    const run = (who: string, program: string, args: readonly string[]) =>
      times[who]?.push(seconds(program, args));
    run("ours", process.execPath, [ours, "diff", before, after]);
    run("git", "git", ["diff", "--no-index", "--stat", before, after]);
    run("reading", process.execPath, ["-e", reading, before, after]);
  }
  const of = (who: string) => median(times[who] ?? []).toFixed(2);
  process.stdout.write(
    `  ${name.padEnd(24)}${of("ours")} s   git diff --stat ${of("git")} s   js-yaml ${of("reading")} s\n`,
  );
}
rmSync(scratch, { recursive: true });
