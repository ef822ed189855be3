import fc from "fast-check";
import type { ServiceProps } from "../../src/mesh/service";
import { judgeStep } from "../../src/release/steps/judge-step";
import { STEP_CHECKS } from "../../src/release/steps/list";
import { safeSteps } from "../../src/release/steps/safe-steps";
import { synthesized, wrongBetween } from "./interleavings";

const refusals = (from: ServiceProps, to: ServiceProps) =>
  judgeStep(synthesized(from), synthesized(to), STEP_CHECKS);
const reasons = (from: ServiceProps, to: ServiceProps) => [
  ...new Set(refusals(from, to).map(({ check }) => check)),
];
const wrong = (from: ServiceProps, to: ServiceProps) =>
  wrongBetween(synthesized(from), synthesized(to));

const ROUTINGS = ["istio", "gateway-api"] as const;
type Routing = (typeof ROUTINGS)[number];

const v2 = { version: "v2", image: "web-app:v2" } as const;
const header = { header: { canary: "true" } } as const;

describe.each(ROUTINGS)("routing: %s", (routing) => {
  const web = (
    canary?: ServiceProps["canary"],
    version = "v1",
  ): ServiceProps => ({
    name: "web-app",
    version,
    image: `web-app:${version}`,
    port: 8080,
    routing,
    ...(canary && { canary }),
  });
  const OFF = web({ phase: "off" });
  const START = web({ ...v2, phase: "deployed" });
  const MIRROR = web({ ...v2, phase: "mirror", mirror: 20 });
  const HEADER = web({ ...v2, ...header, phase: "header" });
  const weight = (share: number) =>
    web({ ...v2, ...header, phase: "weight", weight: share });
  const PROMOTED = web({ ...v2, phase: "promoted" });
  const BACK = web({ ...v2, phase: "rolled-back" });
  const V2 = web({ phase: "off" }, "v2");

  test.each<[string, readonly ServiceProps[]]>([
    [
      "start, 10, 50, 100, promoted, and v2 alone",
      [
        web(),
        web({ phase: "prepared" }),
        OFF,
        START,
        MIRROR,
        HEADER,
        weight(10),
        weight(50),
        weight(100),
        PROMOTED,
        V2,
      ],
    ],
    ["back from the start", [START, OFF]],
    ["back from a mirror", [MIRROR, BACK, OFF]],
    ["back from the header", [HEADER, BACK, OFF]],
    ["back from 10", [weight(10), BACK, OFF]],
    ["back from 50", [weight(50), BACK, OFF]],
    ["back from 100", [weight(100), BACK, OFF]],
    ["back from promoted", [PROMOTED, BACK, OFF]],
    ["on again after a way back", [weight(50), BACK, weight(10)]],
  ])("accepted: %s", (_, states) => {
    states.slice(1).forEach((to, index) => {
      const from = states[index] ?? to;
      expect([index, refusals(from, to)]).toEqual([index, []]);
      expect([index, wrong(from, to)]).toEqual([index, []]);
    });
  });

  test.each<[string, ServiceProps, ServiceProps, string[]]>([
    ["a weight without a start", OFF, weight(10), ["step/subset-ahead"]],
    ["a header without a start", OFF, HEADER, ["step/subset-ahead"]],
    [
      "a start without routes",
      web(),
      START,
      ["step/subset-ahead", "step/version-exposed"],
    ],
    [
      "a start before off",
      web({ phase: "prepared" }),
      START,
      ["step/version-exposed"],
    ],
    ["off at once", web(), OFF, ["step/subset-ahead"]],
    ["off at 10", weight(10), OFF, ["step/subset-dropped"]],
    ["off with a mirror", MIRROR, OFF, ["step/subset-dropped"]],
    ["off with a header", HEADER, OFF, ["step/subset-dropped"]],
    ["off when promoted", PROMOTED, OFF, ["step/subset-dropped"]],
    ["v2 alone at 50", weight(50), V2, ["step/subset-dropped"]],
    [
      "v2 alone from nothing",
      OFF,
      V2,
      ["step/subset-ahead", "step/subset-dropped", "step/service-selector"],
    ],
    [
      "no canary at all",
      weight(10),
      web(),
      ["step/version-exposed", "step/subset-dropped"],
    ],
  ])("refused: %s", (_, from, to, checks) => {
    expect(reasons(from, to)).toEqual(checks);
    expect(wrong(from, to)).not.toEqual([]);
  });
});

type Canary = ServiceProps["canary"];

/** Every phase, and canaries without one, of a version that is not yet said. */
const CANARIES: readonly ((version: string) => Canary)[] = [
  () => undefined,
  () => ({ phase: "prepared" }),
  () => ({ phase: "off" }),
  ...(["deployed", "promoted", "rolled-back"] as const).map(
    (phase) => (version: string) => ({ ...other(version), phase }),
  ),
  (version) => ({ ...other(version), phase: "mirror", mirror: 20 }),
  (version) => ({ ...other(version), ...header, phase: "header" }),
  ...[10, 100].map(
    (share) => (version: string) =>
      ({
        ...other(version),
        ...header,
        phase: "weight",
        weight: share,
      }) as const,
  ),
  ...[0, 50].map((share) => (version: string) => ({
    ...other(version),
    weight: share,
  })),
];

function other(stable: string) {
  const version = stable === "v1" ? "v2" : "v1";
  return { version, image: `web-app:${version}` };
}

interface Choice {
  readonly routing: Routing;
  readonly version: string;
  readonly canary: (version: string) => Canary;
  readonly ports: readonly number[];
}

const choices = {
  routing: fc.constantFrom(...ROUTINGS),
  version: fc.constantFrom("v1", "v2"),
  canary: fc.constantFrom(...CANARIES),
  ports: fc.constantFrom([8080], [8080, 9090]),
};

function described({ routing, version, canary, ports }: Choice): ServiceProps {
  const own = canary(version);
  return {
    name: "web-app",
    image: `web-app:${version}`,
    version,
    ports,
    routing,
    ...(own && { canary: own }),
  };
}

const services = fc.record(choices).map(described);
/** Mostly the canary alone, as people take it from step to step. */
const edits: fc.Arbitrary<Partial<Choice>> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ canary: choices.canary }) },
  { weight: 1, arbitrary: fc.record({ ports: choices.ports }) },
  { weight: 1, arbitrary: fc.record({ routing: choices.routing }) },
  { weight: 1, arbitrary: fc.record(choices) },
);

test.each(ROUTINGS)(
  "random steps from %s: what is accepted is safe in every order, and what is refused is not",
  (routing) => {
    const seen = { accepted: 0, refused: new Map<string, number>() };
    fc.assert(
      fc.property(
        fc.array(edits, { minLength: 30, maxLength: 30 }),
        (asked) => {
          let choice: Choice = {
            routing,
            version: "v1",
            canary: () => undefined,
            ports: [8080],
          };
          for (const edit of asked) {
            const chosen = { ...choice, ...edit };
            const [from, to] = [described(choice), described(chosen)];
            const refused = refusals(from, to);
            const found = wrong(from, to);
            expect({ from, to, refused: refused.length > 0, found }).toEqual({
              from,
              to,
              refused: found.length > 0,
              found,
            });
            for (const { check } of refused)
              seen.refused.set(check, (seen.refused.get(check) ?? 0) + 1);
            if (refused.length > 0) continue;
            seen.accepted++;
            choice = chosen;
          }
        },
      ),
      { numRuns: 30 },
    );
    expect(seen.accepted).toBeGreaterThan(100);
    for (const check of [
      "step/subset-ahead",
      "step/subset-dropped",
      "step/version-exposed",
      "step/port",
    ])
      expect([check, seen.refused.get(check) ?? 0]).not.toEqual([check, 0]);
  },
);

test("safe steps, where there are some, are safe in every order and end where the change ends", () => {
  let several = 0;
  fc.assert(
    fc.property(services, services, (from, to) => {
      const [before, after] = [synthesized(from), synthesized(to)];
      const steps = safeSteps(before, after, STEP_CHECKS);
      if (!steps) return;
      if (steps.length > 1) several++;
      expect(steps.at(-1)).toEqual(after);
      steps.forEach((state, index) =>
        expect(wrongBetween(steps[index - 1] ?? before, state)).toEqual([]),
      );
    }),
    { numRuns: 100 },
  );
  expect(several).toBeGreaterThan(5);
});
