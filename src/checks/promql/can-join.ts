import type { Matching } from "../../promql/ast";
import type { Source } from "./source";
import { canHave } from "./source";

/** Whether series of one side can have a partner on the other. */
export function canJoin(
  own: Source,
  other: Source,
  matching: Matching | undefined,
): boolean {
  if (matching?.kind === "on")
    return matching.labels.every(
      (label) => !canHave(own, label) || canHave(other, label),
    );
  return [...own.labels].every(
    ([label, presence]) =>
      presence !== "sure" ||
      matching?.labels.includes(label) === true ||
      canHave(other, label),
  );
}
