import type { Token } from "./token";
import { endsOperand } from "./token";
import { isBinaryOp } from "./operators";

/** A text with parentheses added, and the way back from it. */
export interface Grouped {
  readonly text: string;
  /** A place in the given text for a place in the new one. */
  readonly back: (at: number) => number;
  /** Whether a parenthesis at a place of the new text was added. */
  readonly isAdded: (at: number) => boolean;
}

const size = 30;

/**
 * Puts long chains of operators into groups of groups: `(a or b) or (c or d)`.
 *
 * Lezer gives up a rule after it was reduced 300 times from one place and
 * reports the rest as errors (`MaxLeftAssociativeReductionCount` in @lezer/lr),
 * and it builds its tree by recursion, so a chain of some 300 operators does not
 * parse and one of some thousands ends the stack. As the reader of its tree puts
 * operators together anew, groups change nothing but the depth.
 */
export function groupChains(text: string, tokens: readonly Token[]): Grouped {
  const added: { at: number; text: string }[] = [];
  for (const chain of chains(tokens)) added.push(...parentheses(chain));
  if (added.length === 0)
    return { text, back: (at) => at, isAdded: () => false };
  added.sort((a, b) => a.at - b.at);
  const places: number[] = [];
  const given: number[] = [];
  const opened = new Set<number>();
  let grouped = "";
  let from = 0;
  for (const { at, text: mark } of added) {
    grouped += text.slice(from, at);
    for (const char of mark) {
      if (char === "(") opened.add(grouped.length);
      grouped += char;
      places.push(grouped.length);
      given.push(at);
    }
    from = at;
  }
  return {
    text: grouped + text.slice(from),
    isAdded: (at) => opened.has(at),
    back(at) {
      let low = 0;
      let high = places.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (places[middle]! <= at) low = middle + 1;
        else high = middle;
      }
      return low === 0 ? at : at - low;
    },
  };
}

/** The operands of a chain: where each starts, where the one before ends. */
interface Chain {
  readonly links: { end: number; start: number; bare: boolean }[];
  start: number;
  end: number;
}

function chains(tokens: readonly Token[]): readonly Chain[] {
  const all: Chain[] = [];
  const open: (Chain | undefined)[] = [];
  let current: Chain | undefined = { links: [], start: -1, end: 0 };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const before = tokens[at - 1];
    if (token.kind === "close" || token.text === ",") {
      if (current) all.push(current);
      current =
        token.kind === "close"
          ? open.pop()
          : current && { links: [], start: -1, end: 0 };
    } else if (current) {
      if (current.start < 0) current.start = token.from;
      if (before && isOperator(token) && endsOperand(before)) {
        const { next, bare } = afterModifiers(tokens, at + 1);
        const operand = tokens[next];
        if (operand)
          current.links.push({ end: before.to, start: operand.from, bare });
        at = next - 1;
        continue;
      }
    }
    if (token.kind === "open") {
      open.push(current);
      current =
        current && token.text === "("
          ? { links: [], start: -1, end: 0 }
          : undefined;
    }
    if (current) current.end = token.to;
  }
  if (current) all.push(current);
  return all.filter(({ links }) => links.length > size);
}

function isOperator(token: Token): boolean {
  return (
    (token.kind === "operator" || token.kind === "word") &&
    isBinaryOp(token.text.toLowerCase())
  );
}

/** The index of the operand that follows an operator and its modifiers. */
function afterModifiers(tokens: readonly Token[], from: number) {
  let at = from;
  const word = () => tokens[at]?.text.toLowerCase() ?? "";
  const list = () => {
    if (tokens[at]?.text !== "(") return false;
    while (at < tokens.length && tokens[at]?.kind !== "close") at++;
    at++;
    return true;
  };
  let bare = false;
  if (word() === "bool") at++;
  if (word() === "on" || word() === "ignoring") {
    at++;
    list();
  }
  if (word() === "group_left" || word() === "group_right") {
    at++;
    bare = !list();
  }
  while (word().startsWith("fill") && tokens[at + 1]?.text === "(") {
    at++;
    bare = false;
    list();
  }
  return { next: at, bare };
}

/** One pair around each group of `size` operands, of `size` groups, and so on. */
function parentheses({ links, start, end }: Chain) {
  const depth = Math.floor(Math.log(links.length) / Math.log(size));
  const added = [
    { at: start, text: "(".repeat(depth) },
    { at: end, text: ")".repeat(depth) },
  ];
  links.forEach((link, index) => {
    let ends = 0;
    for (let n = index + 1; ends < depth && n % size === 0; n /= size) ends++;
    if (ends === 0) return;
    added.push({ at: link.end, text: ")".repeat(ends) });
    // Bare `group_left` would take the parenthesis for its labels.
    added.push({
      at: link.start,
      text: (link.bare ? "()" : "") + "(".repeat(ends),
    });
  });
  return added;
}
