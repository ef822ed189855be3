import { stringify } from "yaml";
import { shop } from "../../src/app/shop";
import { describe as describeMesh } from "../../src/mesh/mesh";
import { proofsOf } from "../../src/rules/proofs";
import { rulesOf } from "../../src/rules/rules";
import { promtool, testWithPromtool } from "../promtool";

const release = { engine: "flagger", version: "v2", image: "x:2" } as const;

/** The example, with its canary in Flagger's hands. */
function mesh(given: Partial<typeof shop> = {}) {
  return describeMesh({
    ...shop,
    ...given,
    services: shop.services.map((service) =>
      service.name === "web-app" ? { ...service, canary: release } : service,
    ),
  });
}

const { value } = mesh();
if (!value) throw new Error("the example is sound");
const { mesh: ofMesh, services, problems } = rulesOf(value);
const groups = [...ofMesh, ...[...services.values()].flat()];

test("nothing is said of what is asked", () => {
  expect(problems).toEqual([]);
});

test("an analysis that a Telemetry leaves without its labels is reported", () => {
  const without = mesh({
    telemetry: {
      metrics: [
        { metric: "istio_requests_total", remove: ["destination_workload"] },
      ],
    },
  });
  const said = without.value ? rulesOf(without.value).problems : [];
  expect(said.map(({ where }) => where)).toContain(
    "service web-app, analysis error-increase, expr",
  );
});

const played = proofsOf(value, "rules.yaml").filter(({ name }) =>
  [
    "web-app-canary-errors-30.test.yaml",
    "web-app-canary-latency-400ms.test.yaml",
    "web-app-canary-no-traffic.test.yaml",
  ].includes(name),
);

test("three faults of a release", () => expect(played).toHaveLength(3));

testWithPromtool.each(played)("$name", ({ name, text }) => {
  const files = { "rules.yaml": stringify({ groups }), [name]: text };
  expect(promtool(["test", "rules", name], files)).toBe("");
});
