import fc from "fast-check";
import { layOver } from "../../src/environments/lay-over";
import type { ServiceRelease } from "../../src/environments/releases";
import type { Step } from "../../src/environments/steps";
import { changesFor } from "../../src/environments/steps";
import type { ServiceProps } from "../../src/mesh/service";
import { between, podsOf, state } from "../transition";

const V2 = { version: "v2", image: "web-app:2" } as const;
const START: Step = { to: "start", image: "web-app:2" };

/** What the steps make of a release; or why the last is refused, and what comes first. */
function taken(release: ServiceRelease, ...steps: readonly Step[]) {
  let now = release;
  for (const step of steps) {
    const changes = changesFor(step, now);
    if ("why" in changes) return `${changes.why}; first ${changes.next}`;
    now = changes.reduce<ServiceRelease>(
      (all, { path: [field = "", inner], to }) =>
        inner === undefined
          ? layOver(all, { [field]: to })
          : layOver(all, {
              canary: layOver(all.canary ?? {}, { [inner]: to }),
            }),
      now,
    );
  }
  return now;
}

test("the way from nothing to a promoted canary", () => {
  const end = taken(
    { image: "web-app:1" },
    { to: "prepare" },
    { to: "off" },
    START,
    { to: "mirror", mirror: 20 },
    { to: "header" },
    { to: "weight", weight: 10 },
    { to: "weight", weight: 100 },
    { to: "promote" },
    { to: "off" },
  );
  expect(end).toEqual({
    ...V2,
    canary: { ...V2, phase: "off", mirror: 20 },
  });
});

test("the next canary's version is the number after stable's", () => {
  expect(
    taken(
      { version: "v9", canary: { phase: "off" } },
      { to: "start", image: "web-app:10" },
    ),
  ).toMatchObject({ canary: { version: "v10", image: "web-app:10" } });
});

test("what was rolled back may be started again as it is", () => {
  expect(taken({ canary: { ...V2, phase: "off" } }, { to: "start" })).toEqual({
    canary: { ...V2, phase: "deployed" },
  });
});

const weight = { ...V2, phase: "weight", weight: 25 } as const;

/** release, step => why not; first the right one */
test.each<[release: ServiceRelease, step: Step, said: string]>([
  [
    {},
    { to: "weight", weight: 10 },
    "it has no subset yet; a route to one fails until both are there; first --prepare",
  ],
  [
    { canary: { phase: "prepared" } },
    START,
    "requests go to all of its pods, so to a canary's as well; first --off",
  ],
  [
    { canary: { phase: "off" } },
    { to: "header" },
    "there are no pods of a canary; first --start --image IMAGE",
  ],
  [
    { canary: { phase: "off" } },
    { to: "start" },
    "nothing says what the canary runs; first --start --image IMAGE",
  ],
  [
    { version: "blue", canary: { phase: "off" } },
    START,
    "nothing says what the version after blue is called; first --start --image IMAGE --version VERSION",
  ],
  [
    { canary: { phase: "off" } },
    { ...START, version: "v1" },
    "v1 is the stable version, whose pods would change; first --start --image IMAGE --version VERSION",
  ],
  [
    { canary: weight },
    { to: "off" },
    "requests go to the canary; first --rollback",
  ],
  [
    { canary: weight },
    { to: "promote" },
    "stable gets 75 % of the requests; first --weight 100",
  ],
  [
    { canary: weight },
    { to: "weight", weight: 25 },
    "it has a weight of 25 already; first --rollback",
  ],
  [{ canary: weight }, START, "requests go to the canary; first --rollback"],
  [
    { canary: { ...V2, phase: "promoted" } },
    START,
    "all requests go to the canary, and stable is there still; first --off",
  ],
  [
    { canary: { phase: "promoted" } },
    { to: "off" },
    "the data file does not say which version and image the canary has; first --off, once canary.version and canary.image are there",
  ],
  [
    { canary: { ...V2, phase: "rolled-back" } },
    START,
    "the canary is there still, and gets no requests; first --off",
  ],
  [
    { canary: { ...V2, weight: 50 } },
    { to: "off" },
    "requests go to the canary; first --rollback",
  ],
])("%j refuses %j", (release, step, said) => {
  expect(taken(release, step)).toBe(said);
});

const steps = fc.oneof(
  fc.constantFrom<Step>(
    { to: "prepare" },
    { to: "off" },
    { to: "start", image: "web-app:2" },
    { to: "header" },
    { to: "promote" },
    { to: "rollback" },
    { to: "mirror", mirror: 20 },
    { to: "weight", weight: 10 },
    { to: "weight", weight: 50 },
    { to: "weight", weight: 100 },
  ),
);

/** The description, with the release over it. */
function described(release: ServiceRelease): ServiceProps {
  const { canary, ...own } = release;
  const base = { name: "web-app", image: "web-app:1", port: 8080, ...own };
  return canary
    ? ({
        ...base,
        canary: { header: { canary: "true" }, ...canary },
      } as ServiceProps)
    : base;
}

test("random steps: each that is not refused is safe, whichever object arrives first", () => {
  let made = 0;
  fc.assert(
    fc.property(fc.array(steps, { minLength: 20, maxLength: 60 }), (asked) => {
      let release: ServiceRelease = { image: "web-app:1", version: "v1" };
      for (const step of asked) {
        const next = taken(release, step);
        if (typeof next === "string") continue;
        // Versions are counted up without end; two are enough to tell.
        if (next.version === "v4") return;
        expect([
          step,
          between(state(described(release)), state(described(next))),
        ]).toEqual([step, []]);
        made++;
        release = next;
      }
      expect(podsOf(state(described(release)))).toContain(release.version);
    }),
    { numRuns: 100 },
  );
  expect(made).toBeGreaterThan(300);
}, 120_000);
