/**
 * Mixer's expressions, as far as metrics use them:
 * https://istio.io/v1.2/docs/reference/config/policy-and-telemetry/expression-language/
 */
export type MixerExpr =
  | { readonly is: "text"; readonly value: string }
  | { readonly is: "number"; readonly value: number }
  | { readonly is: "flag"; readonly value: boolean }
  /** `source.labels["app"]`: the path, and the key in brackets. */
  | { readonly is: "attribute"; readonly path: string; readonly key?: string }
  | {
      readonly is: "call";
      readonly name: string;
      readonly args: readonly MixerExpr[];
    }
  | {
      readonly is: "binary";
      readonly op: "|" | "==" | "!=" | "&&" | "||";
      readonly left: MixerExpr;
      readonly right: MixerExpr;
    };

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\.\w+)*)|(\|\||&&|==|!=|[|()[\],]))/y;

/** What binds less comes first; `|` binds like Go's. */
const LEVELS = [["||"], ["&&"], ["==", "!="], ["|"]] as const;

/** An expression's tree; undefined where it is none, or one that metrics seldom have. */
export function parseMixer(text: string): MixerExpr | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  let at = 0;
  const take = (wanted: string): boolean => {
    const isIt = tokens[at] === wanted;
    if (isIt) at++;
    return isIt;
  };
  const level = (depth: number): MixerExpr | undefined => {
    const ops = LEVELS[depth];
    if (!ops) return primary();
    let left = level(depth + 1);
    for (;;) {
      const op = ops.find((one) => tokens[at] === one);
      if (!left || !op) return left;
      at++;
      const right = level(depth + 1);
      if (!right) return undefined;
      left = { is: "binary", op, left, right };
    }
  };
  const primary = (): MixerExpr | undefined => {
    const token = tokens[at++];
    if (token === undefined) return undefined;
    if (token === "(") {
      const inner = level(0);
      return take(")") ? inner : undefined;
    }
    if (token.startsWith('"')) return { is: "text", value: unquoted(token) };
    if (/^\d/.test(token)) return { is: "number", value: Number(token) };
    if (token === "true" || token === "false")
      return { is: "flag", value: token === "true" };
    if (!/^\w/.test(token)) return undefined;
    if (take("(")) return call(token);
    if (!take("[")) return { is: "attribute", path: token };
    const key = tokens[at++] ?? "";
    return key.startsWith('"') && take("]")
      ? { is: "attribute", path: token, key: unquoted(key) }
      : undefined;
  };
  const call = (name: string): MixerExpr | undefined => {
    const args: MixerExpr[] = [];
    while (!take(")")) {
      if (args.length > 0 && !take(",")) return undefined;
      const arg = level(0);
      if (!arg) return undefined;
      args.push(arg);
    }
    return { is: "call", name, args };
  };
  const tree = level(0);
  return at === tokens.length ? tree : undefined;
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.trimEnd().length) {
    const found = pattern.exec(text);
    if (!found) return undefined;
    tokens.push(found[1] ?? found[2] ?? found[3] ?? found[4] ?? "");
  }
  return tokens;
}

function unquoted(token: string): string {
  return token.slice(1, -1).replaceAll(/\\(.)/g, "$1");
}
