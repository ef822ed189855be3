import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where promtool is not installed its tests are skipped, and say so. */
export const hasPromtool =
  spawnSync("promtool", ["--version"]).error === undefined;

if (!hasPromtool)
  console.log(
    "skipped: promtool is not installed (Debian's package prometheus has it)",
  );

export const testWithPromtool = hasPromtool ? test : test.skip;

/** Runs promtool on files in a folder of its own and gives what it says, empty when it is content. */
export function promtool(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): string {
  const folder = mkdtempSync(join(tmpdir(), "sidelight-promtool-"));
  try {
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, name), text);
    const { status, stdout, stderr } = spawnSync("promtool", args, {
      cwd: folder,
      encoding: "utf8",
    });
    return status === 0 ? "" : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
