import type { Check } from "../../../src/checks/check";
import { GITOPS_CHECKS } from "../../../src/checks/gitops/list";
import { indexOf } from "../../../src/manifests/index-of";
import { manifestsOf } from "../istio/manifests-of";
import { said } from "./said";

function messagesOf(check: Check, text: string): readonly string[] {
  const messages = new Set<string>();
  check.run(indexOf(manifestsOf(text)), (_, __, message) => {
    messages.add(message);
  });
  return [...messages];
}

describe.each(GITOPS_CHECKS.map((check) => [check.id, check] as const))(
  "%s",
  (_, check) => {
    test("says of the bad example what it says, and nothing else", () => {
      expect(messagesOf(check, check.bad)).toEqual([check.says]);
    });

    test("is silent on what is good", () => {
      expect(messagesOf(check, check.good)).toEqual([]);
    });

    test("and so are all others of the family", () => {
      expect(said(check.good)).toEqual([]);
    });
  },
);

test("each id has one check", () => {
  const ids = GITOPS_CHECKS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
