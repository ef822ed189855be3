import { shop } from "../../src/app/shop";
import type { EngineName } from "../../src/mesh/engine/engines";
import { ENGINE_NAMES } from "../../src/mesh/engine/engines";
import { describe as describeMesh } from "../../src/mesh/mesh";
import { proofsOf } from "../../src/rules/proofs";
import { rulesOf } from "../../src/rules/rules";
import { playProofs, RULES } from "./play";

/** The example, with a release of its canary in an engine's hands. */
function mesh(engine: EngineName, given: Partial<typeof shop> = {}) {
  const canary = { engine, version: "v2", image: "x:2" };
  const { value } = describeMesh({
    ...shop,
    ...given,
    services: shop.services.map((service) =>
      service.name === "web-app" ? { ...service, canary } : service,
    ),
  });
  if (!value) throw new Error("the example is sound");
  return value;
}

const FAULTS = [
  "web-app-canary-errors-30.test.yaml",
  "web-app-canary-latency-400ms.test.yaml",
  "web-app-canary-no-traffic.test.yaml",
];

describe.each(ENGINE_NAMES)("%s", (engine) => {
  const described = mesh(engine);
  const rules = rulesOf(described);
  const played = proofsOf(described, RULES).filter(({ name }) =>
    FAULTS.includes(name),
  );

  test("nothing is said of what is asked", () => {
    expect(rules.problems).toEqual([]);
  });

  test("an analysis that a Telemetry leaves without its labels is reported", () => {
    const metric = "istio_requests_total";
    const remove = ["destination_workload_namespace"];
    const without = mesh(engine, {
      telemetry: { metrics: [{ metric, remove }] },
    });
    const said = rulesOf(without).problems.map(({ where }) => where);
    expect(said).toContain("service web-app, analysis error-increase, expr");
  });

  test("three faults of a release, at the Services between which it is split", () => {
    expect(played).toHaveLength(3);
    for (const { text } of played)
      expect(text).toContain('destination_service_name="web-app-canary"');
  });

  playProofs(played, [...rules.mesh, ...[...rules.services.values()].flat()]);
});
