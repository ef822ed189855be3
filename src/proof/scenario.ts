import { printProblems } from "../problems/print";
import { healthy } from "./healthy";
import { during, sentence } from "./inject";
import { parseFault } from "./parse-fault";
import type { Phase, Scenario } from "./series";
import type { World } from "./world";

/** How long what lasts, in minutes. */
export interface Course {
  /** Without a fault, at first. @default 0 */
  readonly before?: number;
  readonly during: number;
  /** Without a fault again. @default 0 */
  readonly after?: number;
}

/**
 * A healthy mesh to which something happens. It is for code, which knows what
 * it writes: a misspelt fault throws.
 *
 *     scenarioOf(world, "web-app:errors=20%", { before: 30, during: 30 })
 *     => web-app-errors-20: "20% of the requests to web-app fail at the server."
 */
export function scenarioOf(
  world: World,
  faults: string,
  { before = 0, during: minutes, after = 0 }: Course,
): Scenario {
  const { value: injections, problems } = parseFault(faults, world);
  if (!injections) throw new Error(printProblems(problems));
  const fromStart = injections.some(({ fault }) => fault.fromStart);
  const well = (lasts: number): readonly Phase[] =>
    lasts > 0 ? [{ minutes: lasts, series: healthy(world) }] : [];
  return {
    name: faults.replace(/[^a-z0-9.]+/gi, "-").replace(/-$/, ""),
    says: injections.map(sentence).join(" "),
    phases: [
      ...(fromStart ? [] : well(before)),
      during(world, injections, fromStart ? before + minutes : minutes),
      ...well(after),
    ],
  };
}

/** Nothing happens. */
export function allWell(world: World, minutes: number): Scenario {
  return {
    name: "healthy",
    says: "A mesh in which nothing is wrong.",
    phases: [{ minutes, series: healthy(world) }],
  };
}
