/** What a value of a template is, as far as it is known. */
export type TemplateType =
  | "any"
  | "data"
  | "labels"
  | "text"
  /** With a fraction, as every value of a query. */
  | "number"
  /** As `5` is: Go does not compare it with the former. */
  | "whole"
  | "bool"
  /** The answer to a query: a list of samples. */
  | "samples"
  | "sample";

interface TemplateFunction {
  /** The last one repeats where there is no limit. */
  readonly args: readonly TemplateType[];
  /** So many at least, where there is no limit. */
  readonly least?: number;
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
  ...each("args", ["any"], "any", 0),
  ...each("tmpl", ["text", "any"], "any"),
  ...each("and or call index slice", ["any"], "any", 1),
  ...each("not", ["any"], "bool"),
  ...each("len", ["any"], "whole"),
  ...each("eq", ["any", "any"], "bool", 2),
  ...each("ne lt le gt ge", ["any", "any"], "bool"),
  ...each("print println html js urlquery", ["any"], "text", 0),
  ...each("printf", ["text", "any"], "text", 1),
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
  const { args, returns, least = args.length } = found;
  const most = found.least === undefined ? args.length : Infinity;
  if (given.length < least || given.length > most)
    return {
      returns,
      problem: `${name} takes ${least} argument${least === 1 ? "" : "s"}${most > least ? " or more" : ""}, got ${given.length}`,
    };
  const [a = "any", b = "any"] = given;
  if (COMPARES.has(name) && a !== b && BASIC.has(a) && BASIC.has(b))
    return {
      returns,
      problem: `${name} cannot compare ${NAMES[a]} with ${NAMES[b]}${a === "whole" || b === "whole" ? ", write 5.0 for 5" : ""}`,
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

const COMPARES: ReadonlySet<string> = new Set("eq ne lt le gt ge".split(" "));

/** What Go compares, each with its own kind only. */
const BASIC: ReadonlySet<TemplateType> = new Set<TemplateType>([
  "text",
  "number",
  "whole",
  "bool",
]);

/** Types as a message names them. */
export const NAMES: Readonly<Record<TemplateType, string>> = {
  any: "anything",
  data: "the alert",
  labels: "labels",
  text: "text",
  number: "a number",
  whole: "a whole number",
  bool: "true or false",
  samples: "the answer to a query",
  sample: "a sample",
};

function each(
  names: string,
  args: readonly TemplateType[],
  returns: TemplateType,
  least?: number,
): [string, TemplateFunction][] {
  return names
    .split(" ")
    .map((name) => [
      name,
      { args, returns, ...(least !== undefined && { least }) },
    ]);
}
