import { rulesOf } from "../../src/rules/rules";
import { median } from "./median";
import { countRules, groupsOf, meshOf } from "./mesh";

const SIZES = [10, 100, 1000];

/** Prints what it takes to make all rules of a mesh, by its size. */
export function benchBuild(runs: number): void {
  process.stdout.write(
    `rules of services with a canary and two objectives each, median of ${runs} runs\n` +
      "describing is apart; no YAML is written; JSON.stringify of the same groups is the floor\n\n" +
      row(
        "services",
        "rules",
        "describe ms",
        "rules ms",
        "µs a rule",
        "JSON ms",
      ),
  );
  // A run that nobody counts: the first one compiles.
  rulesOf(meshOf(SIZES[0] ?? 1, 1));
  for (const services of SIZES) {
    const times = { describe: [0], rules: [0], json: [0] };
    for (const all of Object.values(times)) all.pop();
    let count = 0;
    for (let run = 0; run < runs; run++) {
      const mesh = timed(times.describe, () => meshOf(services, 1));
      const groups = timed(times.rules, () => groupsOf(rulesOf(mesh)));
      timed(times.json, () => JSON.stringify(groups));
      count = countRules(groups);
    }
    const rules = median(times.rules);
    process.stdout.write(
      row(
        `${services}`,
        `${count}`,
        median(times.describe).toFixed(0),
        rules.toFixed(0),
        ((rules * 1000) / count).toFixed(1),
        median(times.json).toFixed(0),
      ),
    );
  }
}

function timed<T>(times: number[], work: () => T): T {
  const start = performance.now();
  const made = work();
  times.push(performance.now() - start);
  return made;
}

function row(...cells: readonly string[]): string {
  return `${cells.map((cell) => cell.padStart(12)).join("")}\n`;
}
