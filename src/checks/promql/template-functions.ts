/** What a value of a template is, as far as it is known. */
export type TemplateType =
  | "any"
  | "data"
  | "labels"
  | "text"
  | "number"
  | "bool"
  /** The answer to a query: a list of samples. */
  | "samples"
  | "sample";

interface TemplateFunction {
  /** The last one repeats where there is no limit. */
  readonly args: readonly TemplateType[];
  readonly more?: true;
  readonly returns: TemplateType;
}

/**
 * https://prometheus.io/docs/prometheus/latest/configuration/template_reference/
 * and Go's own: https://pkg.go.dev/text/template#hdr-Functions
 */
const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map([
  ...each("query", ["text"], "samples"),
  ...each("first", ["samples"], "sample"),
  ...each("label", ["text", "sample"], "text"),
  ...each("value", ["sample"], "number"),
  ...each("strvalue", ["sample"], "text"),
  ...each("sortByLabel", ["text", "samples"], "samples"),
  ...each(
    "humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp",
    ["any"],
    "text",
  ),
  ...each("toTime toDuration", ["any"], "any"),
  ...each("now", [], "number"),
  ...each(
    "title toUpper toLower stripPort stripDomain urlQueryEscape safeHtml graphLink tableLink",
    ["text"],
    "text",
  ),
  ...each("match", ["text", "text"], "bool"),
  ...each("reReplaceAll", ["text", "text", "text"], "text"),
  ...each("parseDuration", ["text"], "number"),
  ...each("externalURL pathPrefix", [], "text"),
  ...each("args", ["any"], "any", true),
  ...each("tmpl", ["text", "any"], "any"),
  ...each("and or call index slice", ["any"], "any", true),
  ...each("not", ["any"], "bool"),
  ...each("len", ["any"], "number"),
  ...each("eq ne lt le gt ge", ["any", "any"], "bool", true),
  ...each("print println html js urlquery", ["any"], "text", true),
  ...each("printf", ["text", "any"], "text", true),
]);

export function isTemplateFunction(name: string): boolean {
  return FUNCTIONS.has(name);
}

/** What a function gives, and what is wrong with what it is given. */
export function applied(
  name: string,
  given: readonly TemplateType[],
): { readonly returns: TemplateType; readonly problem?: string } {
  const found = FUNCTIONS.get(name);
  if (!found) return { returns: "any" };
  const { args, more, returns } = found;
  const least = more && name !== "eq" ? 0 : args.length;
  if (given.length < least || (!more && given.length > args.length))
    return {
      returns,
      problem: `${name} takes ${args.length} argument${args.length === 1 ? "" : "s"}, got ${given.length}`,
    };
  for (const [index, type] of given.entries()) {
    const wanted = args[index] ?? args[args.length - 1] ?? "any";
    if (type === "any" || wanted === "any" || type === wanted) continue;
    return {
      returns,
      problem: `${name} takes ${NAMES[wanted]}, got ${NAMES[type]}`,
    };
  }
  return { returns };
}

/** Types as a message names them. */
export const NAMES: Readonly<Record<TemplateType, string>> = {
  any: "anything",
  data: "the alert",
  labels: "labels",
  text: "text",
  number: "a number",
  bool: "true or false",
  samples: "the answer to a query",
  sample: "a sample",
};

function each(
  names: string,
  args: readonly TemplateType[],
  returns: TemplateType,
  more?: true,
): [string, TemplateFunction][] {
  return names
    .split(" ")
    .map((name) => [name, { args, returns, ...(more && { more }) }]);
}
