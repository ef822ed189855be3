import { isVariable } from "./duration";
import { variableUses, type VariableUse } from "./grafana-variables";

/** PromQL with something of the right kind in the place of Grafana's variables. */
export interface Interpolated {
  readonly text: string;
  /** An offset of it in the text as it was written. */
  readonly back: (offset: number) => number;
  /** Whether each variable can be nothing else than what it was taken for. */
  readonly sure: boolean;
}

/** How variables are taken that may be several things. */
export interface Guess {
  /** An operand is a number, not a metric. */
  readonly isNumber: (name: string) => boolean;
  /** What is called takes a range. */
  readonly ofRange: boolean;
}

/** Whether something that was said is about a variable, of which nothing is known. */
export function isAboutVariable(message: string): boolean {
  return message.includes(MARK);
}

/** The name that stands for a variable. */
export function standInOf(name: string): string {
  return `${MARK}${name}_`;
}

const MARK = "grafana_variable_";

/**
 * Puts names in the place of variables where PromQL has names or texts, numbers
 * where it has numbers, and leaves those that are durations, which the parser
 * knows.
 */
export function interpolate(text: string, guess: Guess): Interpolated {
  const uses = variableUses(text);
  const writer = new Writer(text);
  const context = new Context();
  let sure = true;
  let at = 0;
  uses.forEach((use, index) => {
    context.pass(text.slice(at, use.from));
    writer.copy(use.from);
    const next = text.slice(use.to, uses[index + 1]?.from ?? text.length);
    const touches = uses[index + 1]?.from === use.to;
    const put = standIn(use, context, writer.text, next, touches, guess);
    sure &&= put.sure;
    writer.put(put.text, use.to);
    context.last = put.text;
    at = use.to;
  });
  writer.copy(text.length);
  return { text: writer.text, back: (offset) => writer.back(offset), sure };
}

function standIn(
  { name, text }: VariableUse,
  { quote, bracket, grouping }: Context,
  before: string,
  next: string,
  touches: boolean,
  guess: Guess,
): { readonly text: string; readonly sure: boolean } {
  const own = standInOf(name);
  if (quote !== "") return { text: own, sure: true };
  if (bracket === "[" || /\boffset\s+-?\s*$/i.test(before)) {
    // ${n}m is one duration together.
    const whole = isVariable(text) && !/^\w/.test(next);
    return {
      text: whole ? text : `$${name}`,
      sure: !touches && !/\w$/.test(before),
    };
  }
  const part = /[\w:]$/.test(before) || touches || /^[\w:]/.test(next);
  if (/@\s*$/.test(before)) return { text: "0", sure: true };
  if (bracket === "{") {
    if (/[=~]\s*$/.test(before)) return { text: `"${own}"`, sure: false };
    return part || /^\s*[=!]/.test(next)
      ? { text: own, sure: true }
      : { text: `${own}="${own}"`, sure: false };
  }
  if (grouping || part) return { text: own, sure: true };
  if (/^\s*(\(|(by|without)\s*\()/.test(next))
    return { text: guess.ofRange ? "last_over_time" : "max", sure: false };
  if (/^\s*[{[]/.test(next)) return { text: own, sure: true };
  return guess.isNumber(name)
    ? { text: `scalar(${own})`, sure: false }
    : { text: own, sure: false };
}

/** What a variable stands in: a text, brackets, a list of labels. */
class Context {
  quote = "";
  private comment = false;
  /** What was put last, for the word before a bracket. */
  last = "";
  private readonly open: { bracket: string; grouping: boolean }[] = [];

  get bracket(): string {
    return this.open.at(-1)?.bracket ?? "";
  }

  get grouping(): boolean {
    return this.open.at(-1)?.grouping ?? false;
  }

  pass(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const char = text[at] ?? "";
      if (this.comment) this.comment = char !== "\n";
      else if (this.quote !== "") {
        if (char === "\\" && this.quote !== "`") at++;
        else if (char === this.quote) this.quote = "";
      } else if (/["'`]/.test(char)) this.quote = char;
      else if (char === "#") this.comment = true;
      else if (/[([{]/.test(char))
        this.open.push({
          bracket: char,
          grouping: GROUPING.test(this.last + text.slice(0, at)),
        });
      else if (/[)\]}]/.test(char)) this.open.pop();
    }
    this.last = text;
  }
}

const GROUPING = /\b(?:by|without|on|ignoring|group_left|group_right)\s*$/i;

/** Writes a text anew and remembers from where it came. */
class Writer {
  text = "";
  private from = 0;
  private readonly pieces: { at: number; from: number; plain: boolean }[] = [];

  constructor(private readonly source: string) {}

  copy(to: number): void {
    this.pieces.push({ at: this.text.length, from: this.from, plain: true });
    this.text += this.source.slice(this.from, to);
    this.from = to;
  }

  put(text: string, to: number): void {
    this.pieces.push({ at: this.text.length, from: this.from, plain: false });
    this.text += text;
    this.from = to;
  }

  back(offset: number): number {
    const piece = this.pieces.findLast(({ at }) => at <= offset);
    if (!piece) return 0;
    return piece.from + (piece.plain ? offset - piece.at : 0);
  }
}
