import type { Places, Span } from "./span";
import type { Report } from "./syntax-problem";
import type { Token } from "./token";

/**
 * Goes through the tokens of a text. Where one does not fit, that is said, and
 * nothing but the end follows: every reader comes to its own, and nothing is
 * said twice.
 */
export class Cursor {
  token: Token;
  private at = 0;
  private stopped = false;
  private readonly last: Token;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly onProblem: Report,
    private readonly places?: Places,
  ) {
    const { length } = text;
    this.last = { kind: "end", text: "", from: length, to: length };
    this.token = tokens[0] ?? this.last;
  }

  /** Takes what is wrong with something that was read; nothing of what comes of a stop. */
  report: Report = (...problem) => {
    if (!this.stopped) this.onProblem(...problem);
  };

  /** Remembers where a node or matcher stood, where that is asked for. */
  placed<T extends object>(node: T, { from, to }: Span): T {
    this.places?.set(node, { from, to });
    return node;
  }

  spanOf(node: object): Span | undefined {
    return this.places?.get(node);
  }

  /** The token after the next. */
  get following(): Token {
    return (!this.stopped && this.tokens[this.at + 1]) || this.last;
  }

  /** Where the last token that was taken ends. */
  get end(): number {
    return this.tokens[this.at - 1]?.to ?? 0;
  }

  /** The text from somewhere to the end of what was taken last. */
  since(from: number): string {
    return this.text.slice(from, this.end);
  }

  /** The next token as a keyword, which PromQL knows in any case; empty where it is no word. */
  get word(): string {
    return this.token.kind === "word" ? this.token.text.toLowerCase() : "";
  }

  take(): Token {
    const { token } = this;
    if (token !== this.last) this.token = this.tokens[++this.at] ?? this.last;
    return token;
  }

  /** Takes the next token where it is this bracket or mark. */
  takes(text: string): boolean {
    if (this.token.text !== text) return false;
    this.take();
    return true;
  }

  /** Takes this bracket or mark, or says that something else was expected. */
  needs(text: string, expected: string = text): void {
    if (!this.takes(text)) this.refuse(expected);
  }

  /** Says what was expected in the place of the next token, and stops. */
  refuse(expected: string): void {
    if (this.stopped) return;
    const { token } = this;
    const before = this.tokens[this.at - 1];
    if (token === this.last)
      this.onProblem(
        { from: before?.from ?? 0, to: token.to },
        `got the end after "${before?.text ?? ""}", expected ${expected}`,
        "write what is missing",
      );
    else
      this.onProblem(
        token,
        `got "${token.text}"${before ? ` after "${before.text}"` : " at the start"}, expected ${expected}`,
        "see https://prometheus.io/docs/prometheus/latest/querying/basics/",
      );
    this.stopped = true;
    this.token = this.last;
  }
}
