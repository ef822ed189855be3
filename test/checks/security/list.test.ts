import type { Check } from "../../../src/checks/check";
import { SECURITY_CHECKS } from "../../../src/checks/security/list";
import { indexOf } from "../../../src/manifests/index-of";
import { manifestsOf } from "../istio/manifests-of";

function messagesOf(check: Check, text: string): readonly string[] {
  const messages: string[] = [];
  check.run(indexOf(manifestsOf(text)), (_, __, message) => {
    messages.push(message);
  });
  return messages;
}

describe.each(SECURITY_CHECKS.map((check) => [check.id, check] as const))(
  "%s",
  (id, check) => {
    test("says what is bad, once", () => {
      expect(messagesOf(check, check.bad)).toEqual([check.says]);
    });

    test("is silent on what is good", () => {
      expect(messagesOf(check, check.good)).toEqual([]);
    });

    test("is named for its family", () => {
      expect(id).toMatch(/^security\/[a-z]+(-[a-z]+)*$/);
    });
  },
);

test("each name has one check", () => {
  const ids = SECURITY_CHECKS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
