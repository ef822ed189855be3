import { nearest } from "../problems/nearest";
import type { Described, Problem } from "../problems/problem";

/** What the command line gave. */
export interface Given {
  readonly values: Readonly<Record<string, string | true | undefined>>;
  readonly positionals: readonly string[];
}

const OUTPUTS = ["text", "markdown", "json"] as const;

export interface DiffOptions {
  readonly output: (typeof OUTPUTS)[number];
  readonly sides: readonly string[];
  /** Tell by the exit code whether something differs. */
  readonly tells: boolean;
}

export const OPTIONS = {
  output: {
    value: OUTPUTS.join("|"),
    help: "for people, a pull request, programs (default: text)",
  },
  "exit-code": { help: "exit with 1 where something differs, as git does" },
} as const;

/** The options of a diff, or what is wrong with them. */
export function readOptions({
  values,
  positionals: sides,
}: Given): Described<DiffOptions> {
  const problems: Problem[] = [];
  const asked = values["output"] ?? "text";
  const output = OUTPUTS.find((known) => known === asked);
  if (!output)
    problems.push({
      severity: "error",
      where: "sidelight diff, --output",
      message: `got ${asked}, expected ${OUTPUTS.join(", ")}`,
      fix: `write --output ${nearest(String(asked), OUTPUTS) ?? "text"}`,
    });
  if (sides.length > 2)
    problems.push({
      severity: "error",
      where: "sidelight diff",
      message: `got ${sides.length} things to compare, expected two at most`,
      fix: `write sidelight diff ${sides[0]} ${sides[1]}`,
    });
  return {
    problems,
    ...(output &&
      problems.length === 0 && {
        value: { output, sides, tells: values["exit-code"] === true },
      }),
  };
}
