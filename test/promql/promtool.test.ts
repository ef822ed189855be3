import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { format } from "../../src/promql/format";
import { render } from "../../src/promql/render";
import { trees } from "./trees";

const promtool = process.env["PROMTOOL"] ?? "promtool";

test("Prometheus takes what is rendered and formatted", () => {
  if (spawnSync(promtool, ["--version"]).status !== 0) {
    process.stdout.write("skipped: no promtool on this machine\n");
    return;
  }
  const rules = fc
    .sample(trees({ old: true }), 400)
    .flatMap((tree) => [render(tree), format(tree)])
    .map((expr, index) => ({ record: `r${index}`, expr }));
  const folder = mkdtempSync(join(tmpdir(), "promql-"));
  const file = join(folder, "rules.json");
  writeFileSync(file, JSON.stringify({ groups: [{ name: "g", rules }] }));
  const { stdout, stderr, status } = spawnSync(
    promtool,
    ["check", "rules", file],
    { encoding: "utf8" },
  );
  rmSync(folder, { recursive: true });
  expect(stdout + stderr).toContain("800 rules found");
  expect(status).toBe(0);
});
