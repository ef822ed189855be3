import { RE2JS } from "re2js";

/** A regular expression as Go reads it; undefined where Go would refuse it. */
export interface Pattern {
  readonly test: (text: string) => boolean;
}

const compiled = new Map<string, Pattern | undefined>();

/** Compiled once. Texts repeat from manifest to manifest, so answers are kept. */
export function patternOf(source: string): Pattern | undefined {
  if (compiled.has(source)) return compiled.get(source);
  const pattern = compile(source);
  compiled.set(source, pattern);
  return pattern;
}

const KEPT = 4096;

function compile(source: string): Pattern | undefined {
  try {
    const re2 = RE2JS.compile(source);
    const answers = new Map<string, boolean>();
    return {
      test: (text) => {
        const known = answers.get(text);
        if (known !== undefined) return known;
        const answer = re2.test(text);
        if (answers.size >= KEPT) answers.clear();
        answers.set(text, answer);
        return answer;
      },
    };
  } catch {
    return undefined;
  }
}
