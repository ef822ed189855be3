import type { Problem } from "../problems/problem";

/** Overwriting an edit by hand, as `allow` names it. */
export const EDITED = "step/edited";

export function allowsNothing(check: string): Problem {
  return {
    severity: "warning",
    where: `synth, --allow ${check}`,
    message: "got an allowance where nothing is refused, expected a refusal",
    fix: "leave it out: it would hide the next one",
  };
}
