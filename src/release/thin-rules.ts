/**
 * Rules are by far the most of what a mesh's files hold, and a release changes
 * few of them. What stands on both sides, letter by letter, is left out before
 * it is read as YAML: a rule in block style becomes its name alone, on as many
 * lines. Texts that are written in another way are left as they are.
 */
export function thinned(
  before: readonly string[],
  after: readonly string[],
): ReadonlyMap<string, string> {
  const olds = new Map(
    before.flatMap((text) => {
      const name = nameOf(text);
      return name === undefined ? [] : [[name, text] as const];
    }),
  );
  const thin = new Map<string, string>();
  for (const text of after) {
    const name = nameOf(text);
    const old = name === undefined ? undefined : olds.get(name);
    if (old === undefined) continue;
    const [was, is] = [partsOf(old), partsOf(text)];
    if (was.frame !== is.frame) continue;
    thin.set(old, withNames(was, is));
    thin.set(text, withNames(is, was));
  }
  return thin;
}

/** Who a text of rules is; nothing where it is something else or uses anchors. */
function nameOf(text: string): string | undefined {
  if (!/^kind: PrometheusRule$/m.test(text)) return undefined;
  if (/[:[,-] +[&*]\S/.test(text)) return undefined;
  const [metadata] = /^metadata:\n(?: .*\n)+/m.exec(text) ?? [];
  const of = (key: string) =>
    new RegExp(`^  ${key}: (.+)$`, "m").exec(metadata ?? "")?.[1];
  const name = of("name");
  return name && `${of("namespace") ?? ""}/${name}`;
}

interface Parts {
  /** The text in pieces, and the names of those that are a rule. */
  readonly parts: readonly (readonly [
    text: string,
    rule: string | undefined,
  ])[];
  readonly rules: ReadonlySet<string>;
  /** What is no rule: where it differs, more than rules does. */
  readonly frame: string;
}

function partsOf(text: string): Parts {
  const rules = new Set<string>();
  let frame = "";
  const parts = text.split(/^(?= {8}- | {4,6}- |---)/m).map((part) => {
    const rule = part.startsWith("        - ")
      ? NAME.exec(part)?.[1]
      : undefined;
    if (rule === undefined) frame += part;
    else rules.add(part);
    return [part, rule] as const;
  });
  return { parts, rules, frame };
}

/** As kubectl and this program write it: items of `spec.groups[].rules` are eight blanks in. */
const NAME = /^ {8}(?:- | {2})((?:alert|record): [\w:]+)$/m;

function withNames({ parts }: Parts, { rules }: Parts): string {
  return parts
    .map(([part, rule]) =>
      rule === undefined || !rules.has(part)
        ? part
        : `        - ${rule}${"\n".repeat(part.split("\n").length - 1)}`,
    )
    .join("");
}
