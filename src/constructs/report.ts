import type { IConstruct } from "constructs";
import { printProblem } from "../problems/print";
import type { Problem } from "../problems/problem";

const reports = new WeakMap<IConstruct, Problem[]>();
const questions = new WeakMap<IConstruct, (() => readonly Problem[])[]>();
const watched = new WeakSet<IConstruct>();

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
  validated(construct);
}

/**
 * Keeps a question that only the whole app can answer; it is asked at synth,
 * when all of it is there.
 */
export function reportLater(
  construct: IConstruct,
  ask: () => readonly Problem[],
): void {
  const known = questions.get(construct);
  if (known) {
    known.push(ask);
    return;
  }
  questions.set(construct, [ask]);
  validated(construct);
}

/** What was reported on a construct, and what its questions find now. */
export function reported(construct: IConstruct): readonly Problem[] {
  const asked = questions.get(construct) ?? [];
  return [...(reports.get(construct) ?? []), ...asked.flatMap((ask) => ask())];
}

/** Lets cdk8s's own synth refuse the errors, once. */
function validated(construct: IConstruct): void {
  if (watched.has(construct)) return;
  watched.add(construct);
  construct.node.addValidation({
    validate: () => errorsOf(construct).map(printProblem),
  });
}

function errorsOf(construct: IConstruct): readonly Problem[] {
  return reported(construct).filter(({ severity }) => severity === "error");
}
