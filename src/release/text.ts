import { painter } from "../problems/terminal";
import { clean } from "../problems/words";
import type { Paint } from "../problems/terminal";
import type { Difference } from "./differences";
import { countsText, sections, subjectsText } from "./gathered";
import type { ObjectChange, Review } from "./review";
import { short } from "./words";

/** So many lines of a topic, objects, and fields of an object; JSON has all. */
const MOST = { lines: 20, objects: 40, fields: 12 };

export interface Titles {
  readonly before: string;
  readonly after: string;
}

/**
 * For people, at a terminal.
 *
 *     HEAD:dist → dist: 2 objects differ: 2 changed
 *
 *     Traffic
 *       web-app: v2 gets 25 % of requests instead of 10 %, v1 75 % instead of 90 %
 *
 *     Objects
 *       ~ VirtualService web-app in shop
 *           spec.http[weight].route[1].weight: 10 → 25
 */
export function textReview(
  review: Review,
  { before, after }: Titles,
  colours: boolean,
): string {
  const paint = painter(colours);
  const head = `${clean(before)} → ${clean(after)}: ${countsText(review)}`;
  if (review.objects.length === 0) return head;
  const blocks = sections(review).map(({ title, lines }) => [
    paint(title, "bold"),
    ...bounded(lines, MOST.lines, "lines").map((line) =>
      typeof line === "string"
        ? `  ${line}`
        : `  ${clean(subjectsText(line))}: ${clean(line.text)}`,
    ),
  ]);
  const objects = [
    paint("Objects", "bold"),
    ...bounded(review.objects, MOST.objects, "objects").flatMap((object) =>
      typeof object === "string" ? [`  ${object}`] : objectLines(object, paint),
    ),
  ];
  return [[head], ...blocks, objects]
    .map((block) => block.join("\n"))
    .join("\n\n");
}

const SIGNS = {
  added: ["+", "green"],
  removed: ["-", "red"],
  changed: ["~", "yellow"],
} as const;

function objectLines(object: ObjectChange, paint: Paint): readonly string[] {
  const [sign, colour] = SIGNS[object.change];
  return [
    `  ${paint(`${sign} ${clean(objectName(object))}`, colour)}`,
    ...bounded(object.fields, MOST.fields, "fields").map(
      (field) =>
        `      ${typeof field === "string" ? field : clean(fieldText(field))}`,
    ),
  ];
}

/** `VirtualService web-app in shop`; a file of rules has its file's name. */
export function objectName({
  kind,
  name,
  namespace,
  file,
}: ObjectChange): string {
  if (kind === "") return `rules in ${file}`;
  return `${kind} ${name}${namespace === "" ? "" : ` in ${namespace}`}`;
}

/** `spec.replicas: 3 → 5` */
export function fieldText({ path, before, after }: Difference): string {
  const [was, is] = aroundDifference(before, after);
  if (before === undefined) return `${path}: + ${is}`;
  if (after === undefined) return `${path}: - ${was}`;
  return `${path}: ${was} → ${is}`;
}

/** Long texts from shortly before they part. */
function aroundDifference(
  before: unknown,
  after: unknown,
): readonly [string, string] {
  const [was, is] = [before, after].map((value) => short(value, Infinity));
  if (was === undefined || is === undefined) return ["", ""];
  if (was.length <= 60 && is.length <= 60) return [was, is];
  let start = 0;
  if (before !== undefined && after !== undefined)
    while (start < was.length && was[start] === is[start]) start++;
  const from = Math.max(0, start - 20);
  const cut = (text: string) => {
    const part = text.slice(from, from + 60);
    return `${from > 0 ? "…" : ""}${part}${from + 60 < text.length ? "…" : ""}`;
  };
  return [cut(was), cut(is)];
}

/** The first ones, and a line that says how many more there are. */
export function bounded<T>(
  items: readonly T[],
  most: number,
  what: string,
): readonly (T | string)[] {
  return items.length <= most
    ? items
    : [
        ...items.slice(0, most),
        `… and ${items.length - most} more ${what}; --output json has all`,
      ];
}
