import type { Problem } from "./problem";

/**
 * One problem as it is printed:
 *
 *     error: service web-app, canary.weight: got 110, expected a whole number from 0 to 100
 *       fix: give the canary's share of the traffic in percent, for example weight: 10
 */
export function printProblem(problem: Problem): string {
  const { severity, where, message, fix } = problem;
  return `${severity}: ${where}: ${message}\n  fix: ${fix}`;
}

/** All problems, errors first, each once. */
export function printProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity === "warning");
  return [...new Set([...errors, ...warnings].map(printProblem))].join("\n");
}
