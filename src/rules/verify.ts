import type { Change } from "../metrics/catalogue";
import type { Place } from "../problems/place";
import type { Expr } from "../promql/ast";
import { infer } from "../promql/infer";
import type { Known } from "./catalogue";

/**
 * Reports what cannot be right in a query: a label that its metric does not
 * carry, sides that never match. What a Telemetry took away is said with the
 * place that asked for it.
 */
export function verifyQuery(expr: Expr, known: Known, at: Place): void {
  const { findings } = infer(expr, known.catalogue);
  for (const { message, fix } of findings) {
    const change = known.emitted.gone.find((gone) => explains(gone, message));
    if (change === undefined) at.error(message, fix);
    else
      at.error(
        `needs ${change.label === undefined ? "" : `the label ${change.label} of `}${change.metric}, which ${change.where} takes away`,
        "keep it there, or leave out what needs it",
      );
  }
}

/** Whether a finding is about what was taken away, by the names that it quotes. */
function explains({ metric, label }: Change, message: string): boolean {
  const words = message.split(/[^\w:]+/);
  const named = ["", "_bucket", "_sum", "_count"].some((part) =>
    words.includes(metric + part),
  );
  return named && (label === undefined || words.includes(label));
}

/** Reports labels in a template that the query does not keep; it would print nothing for them. */
export function verifyTemplate(
  template: string,
  expr: Expr,
  known: Known,
  at: Place,
): void {
  const { may } = infer(expr, known.catalogue).labels;
  if (may === undefined) return;
  for (const [, label = ""] of template.matchAll(/\$labels\.(\w+)/g))
    if (!new Set(may).has(label))
      at.error(
        `got the label ${label}, expected one that the query keeps: ${[...may].join(", ") || "none"}`,
        "use one of these, or keep the label in the query",
      );
}
