import { nearest } from "../problems/nearest";
import type { Problem } from "../problems/problem";
import type { Refusal } from "../release/steps/judge-step";
import { STEP_CHECKS } from "../release/steps/list";
import { allowsNothing, EDITED } from "./allowance";

/** Refusals, after those that may be gone through. */
export interface Allowed {
  readonly stop: readonly Refusal[];
  readonly notes: readonly string[];
  readonly warnings: readonly Problem[];
}

/** An allowance has a reason, which is printed, and allows something. */
export function allowed(
  refusals: readonly Refusal[],
  allow: Readonly<Record<string, string>>,
): Allowed {
  const warnings: Problem[] = [];
  const notes: string[] = [];
  const through = new Set<string>();
  const ids = [...STEP_CHECKS.map(({ id }): string => id), EDITED];
  for (const [check, reason] of Object.entries(allow)) {
    const where = `synth, --allow ${check}`;
    // It is met, or not, when files are about to be written.
    if (check === EDITED) continue;
    const met = refusals.filter((refusal) => refusal.check === check);
    if (!ids.includes(check))
      warnings.push({
        severity: "warning",
        where,
        message: `got ${check}, which is no step check, expected one`,
        fix: `write ${nearest(check, ids) ?? `one of ${ids.join(", ")}`}`,
      });
    else if (met.length === 0) warnings.push(allowsNothing(check));
    else if (reason === "")
      warnings.push({
        severity: "warning",
        where,
        message: "got no reason, expected one; it allows nothing",
        fix: `write --allow ${check}="why nobody is cut off"`,
      });
    else {
      through.add(check);
      notes.push(
        ...met.map(
          ({ manifest: { identity }, message }) =>
            `allowed ${check}: ${identity.kind} ${identity.name}: ${message}\n  reason: ${reason}`,
        ),
      );
    }
  }
  return {
    stop: refusals.filter(({ check }) => !through.has(check)),
    notes,
    warnings,
  };
}
