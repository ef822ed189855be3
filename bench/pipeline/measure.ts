import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { median } from "../rules/median";
import { compiled } from "./compiled";
import type { Mode } from "./once";

export interface Measured {
  readonly seconds: Readonly<Record<string, number>>;
  readonly megabytes: number;
}

let program: string | undefined;

/** One run in a process of its own. */
export function once(mode: Mode, services: number): Measured {
  program ??= compiled(join(__dirname, "once.ts"));
  const out = execFileSync(
    process.execPath,
    ["--max-old-space-size=8192", program, mode, `${services}`],
    { encoding: "utf8" },
  );
  return JSON.parse(out) as Measured;
}

/** The median of each part, over runs. */
export function medianOf(runs: readonly Measured[]): Measured {
  const parts = Object.keys(runs[0]?.seconds ?? {});
  return {
    seconds: Object.fromEntries(
      parts.map((part) => [
        part,
        median(runs.map(({ seconds }) => seconds[part] ?? 0)),
      ]),
    ),
    megabytes: median(runs.map(({ megabytes }) => megabytes)),
  };
}
