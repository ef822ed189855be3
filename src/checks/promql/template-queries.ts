import type { Command, Operand, Pipe, TemplateNode } from "./template";

/** A query that a template asks, and the labels that it reads of the answer. */
export interface TemplateQuery {
  readonly text: string;
  /** Where in the template it is asked. */
  readonly at: number;
  readonly labels: readonly string[];
}

type Queries = ReadonlyMap<string, string>;
type Asked = Pick<TemplateQuery, "text" | "at">;

/** The queries whose text stands in the template. */
export function queriesOf(
  nodes: readonly TemplateNode[],
): readonly TemplateQuery[] {
  return walk(nodes, new Map(), undefined);
}

/** `dot`: the query whose answer the dot is. */
function walk(
  nodes: readonly TemplateNode[],
  outer: Queries,
  dot: Asked | undefined,
): readonly TemplateQuery[] {
  const known = new Map(outer);
  return nodes.flatMap((node) => {
    const { pipe } = node;
    const [name, more] = pipe.declares;
    const [only, next] = pipe.commands;
    const text = next || !only ? undefined : textOf(only, known);
    if (name !== undefined && more === undefined && text !== undefined)
      known.set(name, text);
    const own = usedBy(pipe, known, dot);
    if (node.kind === "action") return own;
    const asked = askedBy(pipe, known);
    return [
      ...own,
      ...walk(node.body, known, asked ?? dot),
      ...walk(node.otherwise, known, dot),
    ];
  });
}

function usedBy(
  pipe: Pipe,
  known: Queries,
  dot: Asked | undefined,
): readonly TemplateQuery[] {
  const asked = askedBy(pipe, known);
  const labels = labelsRead(pipe, dot !== undefined);
  const chained = pipe.commands.flat().flatMap((one) => {
    if (one.kind !== "pipe") return [];
    const inner = askedBy(one.pipe, known);
    const [first, label] = one.fields;
    return inner === undefined
      ? []
      : [
          {
            ...inner,
            labels: first === "Labels" && label !== undefined ? [label] : [],
          },
        ];
  });
  return [
    ...(asked === undefined ? [] : [{ ...asked, labels }]),
    ...(dot === undefined || labels.length === 0 ? [] : [{ ...dot, labels }]),
    ...chained,
  ];
}

/** The text that a pipe gives to `query`. */
function askedBy({ commands }: Pipe, known: Queries): Asked | undefined {
  const index = commands.findIndex((one) => calls(one, "query"));
  const [, argument] = commands[index] ?? [];
  const given = argument ? [argument] : commands[index - 1];
  const text = given && textOf(given, known);
  return text === undefined ? undefined : { text, at: given?.[0]?.from ?? 0 };
}

/** A string, a variable that is one, or a `printf` of one, its gaps filled. */
function textOf(command: Command, known: Queries): string | undefined {
  const [head, format] = command;
  if (command.length === 1) return plainText(head, known);
  if (!calls(command, "printf") || format?.kind !== "string") return undefined;
  return format.text
    .replace(/%[-+# 0]*[\d.]*q/g, '"x"')
    .replace(/%[-+# 0]*[\d.]*[dbox]/g, "1")
    .replace(/%[-+# 0]*[\d.]*[feEgG]/g, "1.0")
    .replace(/%[-+# 0]*[\d.]*[sv]/g, "x")
    .replaceAll("%%", "%");
}

function plainText(
  operand: Operand | undefined,
  known: Queries,
): string | undefined {
  if (operand?.kind === "string") return operand.text;
  if (operand?.kind === "pipe" && operand.fields.length === 0) {
    const [only, next] = operand.pipe.commands;
    return only && !next ? textOf(only, known) : undefined;
  }
  return operand?.kind === "value" && operand.fields.length === 0
    ? known.get(operand.variable)
    : undefined;
}

function labelsRead({ commands }: Pipe, dotted: boolean): readonly string[] {
  return commands.flatMap((command, index) => {
    const [, name] = command;
    const before = commands[index - 1];
    const ofSample = dotted || (before && calls(before, "first"));
    return [
      ...(calls(command, "label") && name?.kind === "string"
        ? [name.text]
        : []),
      ...command.flatMap((one) =>
        ofSample &&
        one.kind === "value" &&
        one.variable === "" &&
        one.fields[0] === "Labels" &&
        one.fields[1] !== undefined
          ? [one.fields[1]]
          : [],
      ),
    ];
  });
}

function calls([head]: Command, name: string): boolean {
  return head?.kind === "function" && head.name === name;
}
