import type { Check } from "../../../src/checks/check";
import { DASHBOARD_CHECKS } from "../../../src/checks/dashboards/list";
import { judge } from "../../../src/checks/judge";
import type { Outcome } from "../../../src/checks/outcome";
import { readText } from "../../../src/manifests/text";

/** What the checks find in a file. */
export function judged(
  text: string,
  checks: readonly Check[] = DASHBOARD_CHECKS,
  file = "shop.yaml",
): Outcome {
  return judge(
    { ...readText({ file, text }), texts: new Map([[file, text]]) },
    checks,
  );
}

/** `check: message` of each finding. */
export function said(
  text: string,
  checks?: readonly Check[],
): readonly string[] {
  return judged(text, checks).findings.map(
    ({ check, message }) => `${check}: ${message}`,
  );
}
