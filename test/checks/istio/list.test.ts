import type { Check } from "../../../src/checks/check";
import { ISTIO_CHECKS } from "../../../src/checks/istio/list";
import { indexOf } from "../../../src/manifests/index-of";
import { manifestsOf } from "./manifests-of";

function messagesOf(check: Check, text: string): readonly string[] {
  const messages = new Set<string>();
  check.run(indexOf(manifestsOf(text)), (_, __, message) => {
    messages.add(message);
  });
  return [...messages];
}

describe.each(ISTIO_CHECKS.map((check) => [check.id, check] as const))(
  "%s",
  (_, check) => {
    test("says what is bad", () => {
      expect(messagesOf(check, check.bad)).toEqual(
        expect.arrayContaining([check.says]),
      );
    });

    test("is silent on what is good", () => {
      expect(messagesOf(check, check.good)).toEqual([]);
    });
  },
);

test("each code has one check", () => {
  const ids = ISTIO_CHECKS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
