import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { shop } from "../../src/app/shop";
import { describe as describeMesh } from "../../src/mesh/mesh";
import { ALL_ALERTS } from "../../src/rules/all-alerts";
import { proofsOf } from "../../src/rules/proofs";
import { rulesOf } from "../../src/rules/rules";
import { hasPromtool } from "../promtool";

/**
 * Every fault that any alert names, played with all rules of the example mesh
 * loaded: the complete set of firing alerts must be those that name it.
 */
const { value: mesh } = describeMesh(shop);
if (!mesh) throw new Error("the example is sound");
const rules = rulesOf(mesh);
const groups = [...rules.mesh, ...[...rules.services.values()].flat()];
const proofs = proofsOf(mesh, "rules.yaml");
const folder = mkdtempSync(join(tmpdir(), "sidelight-proofs-"));
writeFileSync(join(folder, "rules.yaml"), stringify({ groups }));
afterAll(() => rmSync(folder, { recursive: true }));

test("at least 42 alerts, each with its faults and its silence", () => {
  expect(ALL_ALERTS.length).toBeGreaterThanOrEqual(42);
  expect(new Set(ALL_ALERTS.map(({ name }) => name)).size).toBe(
    ALL_ALERTS.length,
  );
  for (const { proof } of ALL_ALERTS) {
    expect(proof.fires.length).toBeGreaterThan(0);
    expect(proof.silent.length).toBeGreaterThan(0);
  }
});

test("every alert of the mesh is in some rule, and every rule's alert has a proof", () => {
  const inRules = groups.flatMap((group) =>
    group.rules.flatMap((rule) => ("alert" in rule ? [rule.alert] : [])),
  );
  expect([...new Set(inRules)].sort()).toEqual(
    ALL_ALERTS.map(({ name }) => name).sort(),
  );
});

test("at most 20 rules a group, names of at most 40 characters, summaries that are sentences", () => {
  for (const group of groups)
    expect(group.rules.length).toBeLessThanOrEqual(20);
  for (const { name, summary } of ALL_ALERTS) {
    expect(name).toMatch(/^[A-Z][A-Za-z0-9]{1,39}$/);
    expect(summary).toMatch(/^[A-Z].*\.$/);
  }
});

const run = promisify(execFile);

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
