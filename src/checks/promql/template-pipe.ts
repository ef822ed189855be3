import type { Command, Operand, Pipe } from "./template";
import { TemplateError } from "./template-error";
import { isTemplateFunction } from "./template-functions";
import type { TemplateAction, TemplateToken } from "./template-tokens";

/** Reads `$x := value | function argument`. */
export function readPipe(
  tokens: TemplateAction,
  scope: readonly string[],
  range = false,
): Pipe {
  let at = 0;
  const head = declaration(tokens, range);
  at = head.next;
  const known = [...scope, ...head.declares];
  if (head.assigns)
    for (const name of head.declares)
      if (!scope.includes(name)) throw undefinedVariable(name, tokens[0]);
  const commands = list();
  if (at < tokens.length) throw unexpected(tokens[at]);
  return {
    from: tokens[0]?.from ?? 0,
    declares: head.assigns ? [] : head.declares,
    assigns: head.assigns,
    commands,
  };

  function list(): readonly Command[] {
    const found: Command[] = [];
    for (;;) {
      const one = command();
      const [first] = one;
      if (!first) throw new TemplateError("missing value for command");
      if (
        found.length > 0 &&
        first.kind !== "function" &&
        first.kind !== "value"
      )
        throw new TemplateError("a value cannot stand after |");
      found.push(one);
      if (tokens[at]?.text !== "|") return found;
      at++;
    }
  }

  function command(): Command {
    const found: Operand[] = [];
    for (let token = tokens[at]; token; token = tokens[at]) {
      if (token.kind === "mark" && token.text !== "(" && token.text !== ".")
        break;
      if (found.length > 0 && !token.spaced) throw unexpected(token);
      found.push(operand(token));
    }
    return found;
  }

  function operand(token: TemplateToken): Operand {
    const { from } = token;
    at++;
    switch (token.kind) {
      case "string":
        return { kind: "string", from, text: unquoted(token.text) };
      case "number":
        return { kind: "number", from, whole: isWhole(token.text) };
      case "variable":
        if (!known.includes(token.text))
          throw undefinedVariable(token.text, token);
        return { kind: "value", from, variable: token.text, fields: fields() };
      case "field":
        at--;
        return { kind: "value", from, variable: "", fields: fields(true) };
      case "word":
        if (token.text === "true" || token.text === "false")
          return { kind: "bool", from };
        if (token.text === "nil") return { kind: "nil", from };
        if (!isTemplateFunction(token.text))
          throw new TemplateError(
            `function "${token.text}" not defined`,
            token.from,
          );
        return { kind: "function", from, name: token.text };
      case "mark":
        return token.text === "("
          ? parenthesis(from)
          : { kind: "value", from, variable: "", fields: [] };
      case "end":
        throw unexpected(token);
    }
  }

  function parenthesis(from: number): Operand {
    const inner = list();
    if (tokens[at]?.text !== ")")
      throw new TemplateError("unclosed left paren", from);
    at++;
    return {
      kind: "pipe",
      from,
      pipe: { from, declares: [], assigns: false, commands: inner },
      fields: fields(),
    };
  }

  /** `.Labels.job`, directly behind what it is taken from. */
  function fields(first = false): readonly string[] {
    const found: string[] = [];
    for (
      let token = tokens[at];
      token?.kind === "field" &&
      (!token.spaced || (first && found.length === 0));
      token = tokens[at]
    ) {
      found.push(token.text.slice(1));
      at++;
    }
    return found;
  }
}

/** `5`, `0x1e` and `'c'`, but not `5.0` and `1e3`. */
function isWhole(text: string): boolean {
  return /^'|^[+-]?0[xX][^pP.]*$|^[+-]?[^.eEpPi]*$/.test(text);
}

/** `$x :=`, `$x =`, and for a range `$i, $x :=`. */
function declaration(tokens: TemplateAction, range: boolean) {
  const [first, second, third, fourth] = tokens;
  const none = { declares: [], assigns: false, next: 0 };
  if (first?.kind !== "variable") return none;
  if (second?.text === ":=" || second?.text === "=")
    return {
      declares: [first.text],
      assigns: second.text === "=",
      next: 2,
    };
  const pair = range && second?.text === "," && third?.kind === "variable";
  if (!pair || (fourth?.text !== ":=" && fourth?.text !== "=")) return none;
  return {
    declares: [first.text, third.text],
    assigns: fourth.text === "=",
    next: 4,
  };
}

function undefinedVariable(name: string, at?: TemplateToken): TemplateError {
  return new TemplateError(`undefined variable "${name}"`, at?.from);
}

function unexpected(token: TemplateToken | undefined): TemplateError {
  return new TemplateError(`unexpected "${token?.text ?? "end"}"`, token?.from);
}

function unquoted(text: string): string {
  if (text.startsWith("`")) return text.slice(1, -1);
  return text
    .slice(1, -1)
    .replace(/\\(.)/g, (_, mark: string) => ESCAPES[mark] ?? mark);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
