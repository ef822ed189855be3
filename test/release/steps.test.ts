import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readText } from "../../src/manifests/text";
import { judgeStep } from "../../src/release/steps/judge-step";
import { STEP_CHECKS } from "../../src/release/steps/list";
import { stepsPage } from "../../src/release/steps/page";
import { safeSteps } from "../../src/release/steps/safe-steps";
import { ROOT } from "../checkout";

const read = (text: string) =>
  text === "" ? [] : readText({ file: "a.yaml", text }).manifests;
const refused = (before: string, after: string) =>
  judgeStep(read(before), read(after), STEP_CHECKS).map(
    ({ check, message }) => `${check}: ${message}`,
  );

describe.each(STEP_CHECKS.map((check) => [check.id, check] as const))(
  "%s",
  (id, check) => {
    test("its example is refused, and nothing else is said of it", () => {
      expect(refused(check.old, check.new)).toEqual([`${id}: ${check.says}`]);
    });

    test("the same change in safe steps is accepted", () => {
      const states = [check.old, ...check.safe];
      states.slice(1).forEach((after, index) => {
        expect([index, refused(states[index] ?? "", after)]).toEqual([
          index,
          [],
        ]);
      });
    });

    test("a step to the same is accepted, and a first one", () => {
      for (const text of [check.old, check.new, ...check.safe]) {
        expect(refused(text, text)).toEqual([]);
        expect(refused("", text)).toEqual([]);
      }
    });
  },
);

test("each has a name of its own", () => {
  const ids = STEP_CHECKS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  ["step/subset-ahead", 2],
  ["step/version-ahead", 2],
  ["step/subset-dropped", 2],
  ["step/version-removed", 2],
  ["step/pods-replaced", 2],
  ["step/port", 2],
  ["step/callers-left", 2],
  ["step/service-selector", 3],
  ["step/taken-over", 3],
])(
  "%s: the change of its example in %i steps that are made of the two states",
  (id, count) => {
    const check = STEP_CHECKS.find((one) => one.id === id);
    const steps = safeSteps(
      read(check?.old ?? ""),
      read(check?.new ?? ""),
      STEP_CHECKS,
    );
    expect(steps).toHaveLength(count);
  },
);

test("docs/safe-steps.md is as npm run docs writes it", () => {
  expect(readFileSync(join(ROOT, "docs/safe-steps.md"), "utf8")).toBe(
    stepsPage(),
  );
});
