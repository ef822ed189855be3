/** Reserved words cannot name an import. */
const RESERVED = new Set(
  "abstract arguments await boolean break byte case catch char class const continue debugger default delete do double else enum eval export extends false final finally float for function goto if implements import in instanceof int interface let long native new null package private protected public return short static super switch synchronized this throw throws transient true try typeof var void volatile while with yield app".split(
    " ",
  ),
);

/** `web-app` => `webApp`, `00-cluster` => `cluster`; others where that is taken. */
export function identifiers(
  names: readonly string[],
): ReadonlyMap<string, string> {
  const taken = new Set(RESERVED);
  return new Map(
    names.map((name) => {
      const camel = name
        .replace(/^[^a-zA-Z]+/, "")
        .replaceAll(/[^a-zA-Z0-9]+(.)?/g, (_, next: string | undefined) =>
          (next ?? "").toUpperCase(),
        );
      const base = camel === "" ? "objects" : camel;
      let identifier = base;
      for (let count = 2; taken.has(identifier); count++)
        identifier = `${base}${count}`;
      taken.add(identifier);
      return [name, identifier];
    }),
  );
}

const WIDTH = 80;

/** A value of JSON as TypeScript, laid out as Prettier does it. */
export function literal(value: unknown, indent = 0, before = 0): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return `${String(value)}`;
  const inner = " ".repeat(indent + 2);
  const end = `\n${" ".repeat(indent)}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    if (value.every((one) => typeof one !== "object" || one === null)) {
      const line = `[${value.map((one) => literal(one)).join(", ")}]`;
      if (indent + before + line.length + 1 <= WIDTH) return line;
    }
    return `[${value.map((one) => `\n${inner}${literal(one, indent + 2)},`).join("")}${end}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  const names = keysOf(entries.map(([key]) => key));
  return `{${entries
    .map(([, entry], index) => {
      const key = names[index] ?? "";
      const text = literal(entry, indent + 2, key.length + 2);
      const isLong =
        typeof entry === "string" &&
        inner.length + key.length + text.length + 3 > WIDTH;
      return `\n${inner}${key}:${isLong ? `\n${inner}  ` : " "}${text},`;
    })
    .join("")}${end}}`;
}

/** Plain where it may be, as Prettier's default has it. */
function keysOf(keys: readonly string[]): readonly string[] {
  return keys.map((key) =>
    /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key),
  );
}

/** In double quotes, unless single ones save escapes. */
function quoted(text: string): string {
  const json = JSON.stringify(text);
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  if (doubles <= singles) return json;
  const inner = json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}
