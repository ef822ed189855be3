import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Paths of what a drill runs. */
export interface Programs {
  readonly prometheus: string;
  readonly promtool: string;
  readonly alertmanager: string;
}

/** Their names; Debian calls Alertmanager's by a longer one. */
const NAMES = {
  prometheus: ["prometheus"],
  promtool: ["promtool"],
  alertmanager: ["alertmanager", "prometheus-alertmanager"],
} as const satisfies Record<keyof Programs, readonly string[]>;

/** The programs on a PATH, or the names of those that are not there. */
export function findPrograms(
  path: string,
): { readonly programs: Programs } | { readonly missing: readonly string[] } {
  const find = (name: keyof Programs): string =>
    NAMES[name]
      .flatMap((file) =>
        path.split(delimiter).map((folder) => join(folder, file)),
      )
      .find(isProgram) ?? "";
  const programs = {
    prometheus: find("prometheus"),
    promtool: find("promtool"),
    alertmanager: find("alertmanager"),
  };
  const missing = Object.entries(programs)
    .filter(([, found]) => found === "")
    .map(([name]) => name);
  return missing.length > 0 ? { missing } : { programs };
}

/** One line that says what to install. */
export function installLine(missing: readonly string[]): string {
  const names = [missing.slice(0, -1).join(", "), ...missing.slice(-1)]
    .filter((part) => part !== "")
    .join(" and ");
  const [are, them] = missing.length > 1 ? ["are", "them"] : ["is", "it"];
  return `error: ${names} ${are} not on PATH; install ${them} with: apt-get install --no-install-recommends prometheus prometheus-alertmanager (macOS: brew install prometheus alertmanager)`;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
