import type { IConstruct } from "constructs";
import { printProblem } from "../problems/print";
import type { Problem } from "../problems/problem";

const reports = new WeakMap<IConstruct, Problem[]>();

/**
 * Keeps what is wrong with a construct's input, so that synth prints all of it
 * together. cdk8s's own `app.synth()` refuses the errors too.
 */
export function report(
  construct: IConstruct,
  problems: readonly Problem[],
): void {
  if (problems.length === 0) return;
  const known = reports.get(construct);
  if (known) {
    known.push(...problems);
    return;
  }
  reports.set(construct, [...problems]);
  construct.node.addValidation({
    validate: () => errorsOf(construct).map(printProblem),
  });
}

/** What was reported on a construct. */
export function reported(construct: IConstruct): readonly Problem[] {
  return reports.get(construct) ?? [];
}

function errorsOf(construct: IConstruct): readonly Problem[] {
  return reported(construct).filter(({ severity }) => severity === "error");
}
