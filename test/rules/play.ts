import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import type { RuleGroup } from "../../src/mesh/rule";
import type { ProofFile } from "../../src/rules/proofs";
import { hasPromtool } from "../promtool";

/** What proofs call the file that their rules stand in. */
export const RULES = "rules.yaml";

const run = promisify(execFile);

/** A test a proof: promtool plays it with all rules loaded, and has nothing to say. */
export function playProofs(
  proofs: readonly ProofFile[],
  groups: readonly RuleGroup[],
): void {
  const folder = mkdtempSync(join(tmpdir(), "sidelight-proofs-"));
  writeFileSync(join(folder, RULES), stringify({ groups }));
  afterAll(() => rmSync(folder, { recursive: true }));
  (hasPromtool ? test.concurrent.each(proofs) : test.skip.each(proofs))(
    "$name",
    async ({ name, text }) => {
      writeFileSync(join(folder, name), text);
      const said = await run("promtool", ["test", "rules", name], {
        cwd: folder,
      }).then(
        () => "",
        (error: { stdout: string; stderr: string }) =>
          `${error.stdout}${error.stderr}`,
      );
      expect(said).toBe("");
    },
    120_000,
  );
}
