import type { Operand, Template, TemplateNode } from "./template";

/** What a template shows of the alert. */
export interface TemplateUses {
  /** Labels of the alert that it reads, and where each is first. */
  readonly labels: ReadonlyMap<string, number>;
  /** Labels of the server that it reads. */
  readonly external: ReadonlyMap<string, number>;
  /** What it calls the value, where it shows it: `$value`. */
  readonly value?: { readonly name: string; readonly at: number };
  /** Some value is made readable. */
  readonly humanized: boolean;
}

/** Reads what stands outside of conditions, where it is surely shown. */
export function usesOf({ nodes }: Template): TemplateUses {
  if (nodes.length === 0) return NONE;
  const values = aliases(nodes, [".Value", "$value"]);
  const roots = aliases(nodes, [".Labels", "$labels"]);
  const servers = aliases(nodes, [".ExternalLabels", "$externalLabels"]);
  const labels = new Map<string, number>();
  const external = new Map<string, number>();
  let value: TemplateUses["value"];
  let humanized = false;
  for (const node of nodes) {
    const shown = shownBy(node);
    for (const { path, at } of shown) {
      const [name = "", label] = path;
      const read = roots.has(name)
        ? labels
        : servers.has(name)
          ? external
          : undefined;
      if (read && label !== undefined && !read.has(label)) read.set(label, at);
    }
    const [found] = shown.flatMap(({ path, at }) =>
      path.flatMap((name) => (values.has(name) ? [{ name, at }] : [])),
    );
    if (!found) continue;
    value ??= found;
    humanized ||= node.pipe.commands
      .flat()
      .some((one) => one.kind === "function" && READABLE.has(one.name));
  }
  return { labels, external, ...(value !== undefined && { value }), humanized };
}

const NONE: TemplateUses = {
  labels: new Map(),
  external: new Map(),
  humanized: false,
};

const READABLE: ReadonlySet<string> = new Set([
  "humanize",
  "humanize1024",
  "humanizePercentage",
  "humanizeDuration",
  "printf",
]);

/** The names of a value: its own and those of variables that were set to it. */
function aliases(
  nodes: readonly TemplateNode[],
  own: readonly string[],
): ReadonlySet<string> {
  const names = new Set(own);
  for (const { kind, pipe } of nodes) {
    const [declared, more] = pipe.declares;
    const [command, next] = pipe.commands;
    if (kind !== "action" || declared === undefined || more !== undefined)
      continue;
    if (next === undefined && command?.some((one) => names.has(nameOf(one))))
      names.add(declared);
  }
  return names;
}

function nameOf(operand: Operand): string {
  return pathOf(operand)?.[0] ?? "";
}

/** Values that an action starts with. */
function shownBy({
  kind,
  pipe,
}: TemplateNode): readonly { path: readonly string[]; at: number }[] {
  if (kind !== "action" || pipe.declares.length > 0) return [];
  return (pipe.commands[0] ?? []).flatMap((one) => {
    const path = pathOf(one);
    return path ? [{ path, at: one.from }] : [];
  });
}

/** `[".Labels", "job"]`, `["$labels", "job"]`. */
function pathOf(operand: Operand): readonly string[] | undefined {
  if (operand.kind !== "value") return undefined;
  const { variable, fields } = operand;
  const [first, ...rest] = fields;
  if (variable !== "" && variable !== "$") return [variable, ...fields];
  return first === undefined ? undefined : [`.${first}`, ...rest];
}
