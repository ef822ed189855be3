import type {
  Command,
  Operand,
  Pipe,
  TemplateNode,
  TemplateProblem,
} from "./template";
import type { TemplateType } from "./template-functions";
import { applied, NAMES } from "./template-functions";

type Scope = ReadonlyMap<string, TemplateType>;

/** What stops a template when it is expanded; nothing where all types fit. */
export function checkTypes(
  root: readonly TemplateNode[],
): TemplateProblem | undefined {
  let problem: TemplateProblem | undefined;
  let at = 0;
  const say = (message: string): TemplateType => {
    problem ??= { message, at };
    return "any";
  };
  walk(root, "data", START);
  return problem;

  function walk(
    nodes: readonly TemplateNode[],
    dot: TemplateType,
    outer: Scope,
  ): void {
    const scope = new Map(outer);
    for (const node of nodes) {
      const type = pipe(node.pipe, dot, scope);
      if (node.kind === "action") {
        for (const name of node.pipe.declares) scope.set(name, type);
        continue;
      }
      const inner = new Map(scope);
      const { declares } = node.pipe;
      const item = node.word === "range" ? itemOf(type) : type;
      declares.forEach((name, index) =>
        inner.set(name, index < declares.length - 1 ? "any" : item),
      );
      walk(node.body, node.word === "if" ? dot : item, inner);
      walk(node.otherwise, dot, scope);
    }
  }

  function itemOf(type: TemplateType): TemplateType {
    if (type === "samples") return "sample";
    if (type === "labels") return "text";
    return type === "text" || type === "bool"
      ? say(`range cannot go over ${NAMES[type]}`)
      : "any";
  }

  function pipe(
    { commands }: Pipe,
    dot: TemplateType,
    scope: Scope,
  ): TemplateType {
    let before: TemplateType | undefined;
    for (const command of commands) before = run(command, before, dot, scope);
    return before ?? "any";
  }

  function run(
    [head, ...rest]: Command,
    before: TemplateType | undefined,
    dot: TemplateType,
    scope: Scope,
  ): TemplateType {
    if (!head) return "any";
    const given = rest.map((one) => operand(one, dot, scope));
    if (before !== undefined) given.push(before);
    at = head.from;
    if (head.kind === "function") {
      const { returns, problem: wrong } = applied(head.name, given);
      return wrong === undefined ? returns : say(wrong);
    }
    if (head.kind === "nil") return say("nil is not a command");
    const type = operand(head, dot, scope);
    return given.length > 0
      ? say(`can't give arguments to ${NAMES[type]}, which is no function`)
      : type;
  }

  function operand(
    one: Operand,
    dot: TemplateType,
    scope: Scope,
  ): TemplateType {
    at = one.from;
    switch (one.kind) {
      case "string":
        return "text";
      case "number":
        return one.whole ? "whole" : "number";
      case "bool":
        return "bool";
      case "nil":
        return "any";
      case "function": {
        const { returns, problem: wrong } = applied(one.name, []);
        return wrong === undefined ? returns : say(wrong);
      }
      case "pipe":
        return fields(pipe(one.pipe, dot, scope), one.fields);
      case "value": {
        const type = one.variable === "" ? dot : scope.get(one.variable);
        return fields(type ?? "any", one.fields);
      }
    }
  }

  function fields(of: TemplateType, names: readonly string[]): TemplateType {
    let type = of;
    for (const name of names) {
      if (type === "any") return "any";
      if (type === "labels") type = "text";
      else
        type =
          (type === "data" || type === "sample"
            ? FIELDS[type]?.[name]
            : undefined) ?? say(`there is no field ${name} in ${NAMES[type]}`);
    }
    return type;
  }
}

const START: Scope = new Map<string, TemplateType>([
  ["$", "data"],
  ["$labels", "labels"],
  ["$externalLabels", "labels"],
  ["$externalURL", "text"],
  ["$value", "number"],
]);

const FIELDS: Readonly<Record<string, Readonly<Record<string, TemplateType>>>> =
  {
    data: {
      Labels: "labels",
      ExternalLabels: "labels",
      ExternalURL: "text",
      Value: "number",
    },
    sample: { Labels: "labels", Value: "number" },
  };
