/** What a regular expression is made of, one after the other, at its top level. */
export type RegexpPart =
  | { readonly kind: "start" | "end" | "dot" | "other" }
  | { readonly kind: "literal"; readonly text: string; readonly flags: boolean }
  /** `.*`, `.+`, `[a-z]*`: `dot` where it is any text. */
  | { readonly kind: "loop"; readonly empty: boolean; readonly dot: boolean };

/**
 * Reads a valid expression of RE2 as far as its outline: groups without a
 * number are looked into, alternatives and captures are not.
 */
export function regexpParts(pattern: string): readonly RegexpPart[] {
  return sequence(pattern, false);
}

function sequence(pattern: string, folded: boolean): readonly RegexpPart[] {
  const parts: RegexpPart[] = [];
  let flags = folded;
  let at = 0;
  while (at < pattern.length) {
    const setting = /^\(\?([a-zA-Z-]*)\)/.exec(pattern.slice(at));
    if (setting) {
      flags = flagged(setting[1] ?? "", flags);
      at += setting[0].length;
      continue;
    }
    const piece = pieceAt(pattern, at);
    if (piece === "|") return [{ kind: "other" }];
    at += piece.length;
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(pattern.slice(at));
    at += quantifier?.[0].length ?? 0;
    if (!quantifier) push(parts, ...read(piece, flags));
    else if (/^[*+]/.test(quantifier[0]))
      push(parts, {
        kind: "loop",
        empty: quantifier[0].startsWith("*"),
        dot: piece === ".",
      });
    else push(parts, { kind: "other" });
  }
  return parts;
}

/** One character, escape, class or group. */
function pieceAt(pattern: string, at: number): string {
  const rest = pattern.slice(at);
  const quoted = /^\\Q[\s\S]*?(?:\\E|$)/.exec(rest)?.[0];
  if (quoted !== undefined) return quoted;
  const escape =
    /^\\(?:x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|[pP].|[\s\S])/.exec(
      rest,
    )?.[0];
  if (escape !== undefined) return escape;
  if (rest.startsWith("[")) return rest.slice(0, classEnd(rest));
  return rest.startsWith("(")
    ? rest.slice(0, groupEnd(rest))
    : String.fromCodePoint(rest.codePointAt(0) ?? 0);
}

function classEnd(text: string): number {
  let at = text.startsWith("[^") ? 2 : 1;
  if (text[at] === "]") at++;
  while (at < text.length && text[at] !== "]") {
    const named = /^\[:\^?\w+:\]/.exec(text.slice(at))?.[0];
    at += named?.length ?? (text[at] === "\\" ? 2 : 1);
  }
  return at + 1;
}

function groupEnd(text: string): number {
  let at = 1;
  while (at < text.length && text[at] !== ")") at += pieceAt(text, at).length;
  return at + 1;
}

function read(piece: string, flags: boolean): readonly RegexpPart[] {
  const group = /^\(\?([a-zA-Z-]*):([\s\S]*)\)$/.exec(piece);
  if (group) return sequence(group[2] ?? "", flagged(group[1] ?? "", flags));
  if (piece === "^" || piece === "\\A") return [{ kind: "start" }];
  if (piece === "$" || piece === "\\z") return [{ kind: "end" }];
  if (piece === ".") return [{ kind: "dot" }];
  const text = literalOf(piece);
  return text === undefined
    ? [{ kind: "other" }]
    : text === ""
      ? []
      : [{ kind: "literal", text, flags }];
}

function literalOf(piece: string): string | undefined {
  if (piece.startsWith("\\Q")) return piece.slice(2).replace(/\\E$/, "");
  if (piece.startsWith("\\"))
    return /^\\[^\w]$/.test(piece) ? piece.slice(1) : undefined;
  if (piece.startsWith("(")) return undefined;
  return piece.startsWith("[")
    ? /^\[\\?([^\w^\\]|[\w])\]$/.exec(piece)?.[1]
    : piece;
}

function flagged(change: string, before: boolean): boolean {
  const [on = "", off = ""] = change.split("-");
  return on.includes("i") || (before && !off.includes("i"));
}

/** Text that follows text is one. */
function push(to: RegexpPart[], ...parts: readonly RegexpPart[]): void {
  for (const part of parts) {
    const last = to[to.length - 1];
    if (
      part.kind === "literal" &&
      last?.kind === "literal" &&
      last.flags === part.flags
    )
      to[to.length - 1] = { ...last, text: last.text + part.text };
    else to.push(part);
  }
}
