import { parseArgs } from "node:util";
import { nearest } from "../problems/nearest";
import type { Described, Problem } from "../problems/problem";

/** How a step to new files is judged. */
export interface StepOptions {
  /**
   * What the step is taken from: a Git ref whose dist is compared with.
   * @default - the dist on the disk and that of the last commit, where there are both
   */
  readonly against?: string;
  /**
   * Step checks that are gone through all the same, each with its reason:
   * `{ "step/renamed": "nobody looks at the old alerts" }`.
   * @default - none
   */
  readonly allow?: Readonly<Record<string, string>>;
  /**
   * Write the first of the safe steps where the whole change is refused.
   * @default false
   */
  readonly step?: boolean;
}

const FLAGS = ["--against", "--allow", "--step"];

/**
 * `npm run synth -- --against main --allow step/renamed="why" --step`, and for
 * who cannot give arguments (cdk8s synth) the same in the environment:
 * SIDELIGHT_AGAINST, SIDELIGHT_ALLOW (with `;` between), SIDELIGHT_STEP=1.
 * Arguments that are somebody else's are passed over.
 */
export function readFlags(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Described<StepOptions> {
  const problems: Problem[] = [];
  let against = env["SIDELIGHT_AGAINST"];
  let step = (env["SIDELIGHT_STEP"] ?? "") !== "";
  const allows = (env["SIDELIGHT_ALLOW"] ?? "").split(";").filter(Boolean);
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      against: { type: "string" },
      allow: { type: "string", multiple: true },
      step: { type: "boolean" },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (token.name === "step") step = true;
    else if (token.name === "against" || token.name === "allow") {
      if (token.value === undefined || token.value.startsWith("--"))
        problems.push({
          severity: "error",
          where: `synth, --${token.name}`,
          message: "got nothing, expected a value",
          fix:
            token.name === "allow"
              ? "write --allow CHECK=REASON"
              : "write --against REF, for example --against main",
        });
      else if (token.name === "allow") allows.push(token.value);
      else against = token.value;
    } else {
      const meant = nearest(token.rawName, FLAGS);
      if (meant !== undefined)
        problems.push({
          severity: "error",
          where: "synth",
          message: `got option ${token.rawName}, expected one that exists`,
          fix: `write ${meant}`,
        });
    }
  }
  const allow = Object.fromEntries(
    allows.map((text) => {
      const [, check = text, reason = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
      return [check.trim(), reason.trim()] as const;
    }),
  );
  return {
    value: { step, allow, ...(against && { against }) },
    problems,
  };
}
