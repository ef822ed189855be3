import type { TemplateNode } from "./template";
import { TemplateError } from "./template-error";
import { readPipe } from "./template-pipe";
import type { TemplateAction } from "./template-tokens";

/** Deeper blocks than these nobody writes. */
const DEEPEST = 200;

/** Puts the actions of a template together to blocks. */
export function readTemplate(
  actions: readonly TemplateAction[],
): readonly TemplateNode[] {
  let at = 0;
  let here = 0;
  let ranges = 0;
  const defined = new Set<string>();
  const used = new Map<string, number>();
  try {
    const root = block([...START, "$"], 0);
    if (root.end !== undefined)
      throw new TemplateError(`unexpected {{${root.end}}}`);
    for (const [name, from] of used)
      if (!defined.has(name))
        throw new TemplateError(`template ${name} is not defined`, from);
    return root.nodes;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(error.message, error.at ?? here);
  }

  /** Reads up to its end or else; the scope grows with what is declared. */
  function block(
    scope: readonly string[],
    depth: number,
  ): { nodes: TemplateNode[]; end?: string; rest: TemplateAction } {
    if (depth > DEEPEST) throw new TemplateError("nested too deeply");
    const known = [...scope];
    const nodes: TemplateNode[] = [];
    for (let action = actions[at++]; action; action = actions[at++]) {
      const word = action[0]?.kind === "word" ? action[0].text : "";
      here = action[0]?.from ?? here;
      if (word === "end" || word === "else")
        return { nodes, end: word, rest: action.slice(1) };
      if (word === "if" || word === "with" || word === "range")
        nodes.push(branch(word, action.slice(1), known, depth));
      else if (word === "define" || word === "block") {
        defined.add(action[1]?.text ?? "");
        const body = block(word === "define" ? ["$"] : known, depth + 1);
        if (body.end !== "end")
          throw new TemplateError(`{{${word}}} without {{end}}`);
      } else if (word === "template") {
        if (action[1]?.kind !== "string")
          throw new TemplateError("a template's name is a string");
        used.set(action[1].text, action[1].from);
        if (action.length > 2) readPipe(action.slice(2), known);
      } else if (word === "break" || word === "continue") {
        if (ranges === 0)
          throw new TemplateError(`{{${word}}} outside {{range}}`);
      } else {
        const pipe = readPipe(action, known);
        known.push(...pipe.declares);
        nodes.push({ kind: "action", pipe });
      }
    }
    return { nodes, rest: [] };
  }

  function branch(
    word: "if" | "with" | "range",
    action: TemplateAction,
    scope: readonly string[],
    depth: number,
  ): TemplateNode {
    const pipe = readPipe(action, scope, word === "range");
    const inner = [...scope, ...pipe.declares];
    if (word === "range") ranges++;
    const body = block(inner, depth + 1);
    if (word === "range") ranges--;
    let otherwise: readonly TemplateNode[] = [];
    let { end } = body;
    if (end === "else") {
      const [next, ...more] = body.rest;
      if (next?.text === "if" || next?.text === "with")
        return {
          kind: "branch",
          word,
          pipe,
          body: body.nodes,
          otherwise: [branch(next.text, more, inner, depth + 1)],
        };
      if (next) throw new TemplateError(`unexpected ${next.text} after else`);
      const other = block(inner, depth + 1);
      otherwise = other.nodes;
      ({ end } = other);
    }
    if (end !== "end") throw new TemplateError(`{{${word}}} without {{end}}`);
    return { kind: "branch", word, pipe, body: body.nodes, otherwise };
  }
}

/** What Prometheus declares before every template. */
const START = ["$labels", "$externalLabels", "$externalURL", "$value"];
