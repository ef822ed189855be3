import { shop } from "../../src/app/shop";
import { describe as describeMesh } from "../../src/mesh/mesh";
import { ALL_ALERTS } from "../../src/rules/all-alerts";
import { proofsOf } from "../../src/rules/proofs";
import { rulesOf } from "../../src/rules/rules";
import { playProofs, RULES } from "./play";

/**
 * Every fault that any alert names, played with all rules of the example mesh
 * loaded: the complete set of firing alerts must be those that name it.
 */
const { value: mesh } = describeMesh(shop);
if (!mesh) throw new Error("the example is sound");
const rules = rulesOf(mesh);
const groups = [...rules.mesh, ...[...rules.services.values()].flat()];
const proofs = proofsOf(mesh, RULES);

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

playProofs(proofs, groups);
