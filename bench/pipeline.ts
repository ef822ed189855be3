// What each part of a synth costs by the size of the mesh, beside stock cdk8s on
// the same constructs; and objects to YAML text, beside JSON.stringify.
// bench/pipeline.ts [RUNS [SERVICES …]], by default 5 runs of 10 to 10,000 services
import { loadavg } from "node:os";
import { medianOf, once } from "./pipeline/measure";

const [runs = 5, ...given] = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [10, 100, 1000, 10_000];

function row(...cells: readonly string[]): void {
  process.stdout.write(
    `${cells.map((cell, i) => (i === 0 ? cell.padEnd(10) : cell.padStart(15))).join("")}\n`,
  );
}

function text(seconds: number | undefined): string {
  return seconds === undefined ? "-" : `${seconds.toFixed(2)} s`;
}

process.stdout.write(
  `services of 12 objects and the rules of two objectives; median of ${runs} runs, in alternation; Node ${process.version}, load average ${(loadavg()[0] ?? 0).toFixed(1)}\n\n`,
);
row(
  "services",
  ...["describe", "construct", "render", "check", "write"],
  ...["peak", "stock synth"],
);
for (const services of sizes) {
  const ours = [];
  const stock = [];
  for (let run = 0; run < runs; run++) {
    ours.push(once("ours", services));
    if (services <= 1000) stock.push(once("stock", services));
  }
  const { seconds, megabytes } = medianOf(ours);
  row(
    `${services}`,
    ...["describe", "construct", "render", "check", "write"].map((part) =>
      text(seconds[part]),
    ),
    `${megabytes.toFixed(0)} MB`,
    text(stock.length > 0 ? medianOf(stock).seconds["synth"] : undefined),
  );
}

process.stdout.write(
  "\nthe same objects to text, and its bytes to the disk by plain writes\n\n",
);
row("services", "JSON.stringify", "ours", "js-yaml", "cdk8s", "bytes to disk");
for (const services of sizes) {
  const all = [];
  for (let run = 0; run < runs; run++) all.push(once("floors", services));
  const { seconds } = medianOf(all);
  row(
    `${services}`,
    ...["JSON.stringify", "ours", "js-yaml", "cdk8s", "to disk"].map((part) =>
      text(seconds[part]),
    ),
  );
}
