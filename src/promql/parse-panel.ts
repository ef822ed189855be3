import { interpolate } from "./interpolate";
import { variableUses } from "./grafana-variables";
import { parse, type Parsed } from "./parse";

export interface ParsedPanel extends Parsed {
  /** What was read: the text with something in the place of its variables. */
  readonly whole: string;
  /** An offset of spans in the text as it was written. */
  readonly back: (offset: number) => number;
}

/**
 * Reads a query of a dashboard, in which Grafana's variables stand for
 * durations, names, numbers and parts of texts. A text that may be right for
 * some value of its variables has neither a tree nor problems.
 *
 *     parsePanel('sum by ($by) (rate(errors_total{job=~"$job"}[$__rate_interval]))')
 */
export function parsePanel(text: string): ParsedPanel {
  const uses = variableUses(text);
  if (uses.length === 0) return { ...parse(text), whole: text, back: same };
  let first: ParsedPanel | undefined;
  for (const ofRange of [false, true])
    for (const guess of [isMeasure, () => false, () => true]) {
      const {
        text: whole,
        back,
        sure,
      } = interpolate(text, {
        isNumber: guess,
        ofRange,
      });
      const parsed = parse(whole, { variables: true });
      if (parsed.expr ?? sure) return { ...parsed, whole, back };
      first ??= { ...UNKNOWN, whole, back };
    }
  return first ?? { ...UNKNOWN, whole: text, back: same };
}

const UNKNOWN: Parsed = { problems: [], spanOf: () => undefined };

/** `$__range_s` and `$__interval_ms` are numbers, whatever else is. */
function isMeasure(name: string): boolean {
  return /^__\w+_m?s$/.test(name);
}

function same(offset: number): number {
  return offset;
}
