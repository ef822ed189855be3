import { nearest } from "../problems/nearest";
import type { Described, Problem } from "../problems/problem";

/** What the command line gave. */
export interface Given {
  readonly values: Readonly<Record<string, string | true | undefined>>;
  readonly lists?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly positionals: readonly string[];
}

export const OUTPUTS = ["text", "json", "sarif", "github"] as const;

export interface CheckOptions {
  readonly output: (typeof OUTPUTS)[number];
  readonly meshConfig: string | undefined;
  readonly crds: readonly string[];
  readonly paths: readonly string[];
}

export const OPTIONS = {
  output: {
    value: "text|json|sarif|github",
    help: "for people, programs, code scanning, annotations (default: text)",
  },
  "mesh-config": {
    value: "FILE",
    help: "Istio's mesh settings, where they are not the defaults",
  },
  crd: {
    value: "FILE",
    help: "CustomResourceDefinitions to judge by; may be given again",
    many: true,
  },
} as const;

/** The options of a check, or what is wrong with them. */
export function readOptions(given: Given): Described<CheckOptions> {
  const { values, lists = {}, positionals: paths } = given;
  const problems: Problem[] = [];
  const asked = values["output"] ?? "text";
  const output = OUTPUTS.find((known) => known === asked);
  if (!output) {
    const meant = nearest(String(asked), OUTPUTS);
    problems.push({
      severity: "error",
      where: "sidelight check, --output",
      message: `got ${asked}, expected ${OUTPUTS.join(", ")}`,
      fix: `write --output ${meant ?? "text"}`,
    });
  }
  if (paths.length === 0)
    problems.push({
      severity: "error",
      where: "sidelight check",
      message: "got no path, expected files or folders",
      fix: "write sidelight check dist, or - for standard input",
    });
  const meshConfig = values["mesh-config"];
  return {
    problems,
    ...(output &&
      problems.length === 0 && {
        value: {
          output,
          meshConfig: typeof meshConfig === "string" ? meshConfig : undefined,
          crds: lists["crd"] ?? [],
          paths,
        },
      }),
  };
}
