import { SECURITY_CHECKS } from "../../../src/checks/security/list";
import { judge } from "../../../src/checks/judge";
import { readText } from "../../../src/manifests/text";
import type { Outcome } from "../../../src/checks/outcome";
import type { Check } from "../../../src/checks/check";

/** What the checks say of a text, as `check` would. */
export function outcomeOf(
  text: string,
  checks: readonly Check[] = SECURITY_CHECKS,
): Outcome {
  const file = "test.yaml";
  const reading = {
    ...readText({ file, text }),
    texts: new Map([[file, text]]),
  };
  return judge(reading, checks);
}

/** `warning security/privileged got …`, those of one check where its name is given. */
export function saidOf(text: string, name?: string): readonly string[] {
  return outcomeOf(text)
    .findings.filter(({ check }) =>
      name === undefined ? true : check === `security/${name}`,
    )
    .map(({ severity, check, message }) =>
      name === undefined
        ? `${severity} ${check} ${message}`
        : `${severity}: ${message}`,
    );
}
