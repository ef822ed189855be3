import { clean } from "../problems/words";

/** `5s instead of 10s`; also where one of the two is not written. */
export function instead(
  what: string,
  before: string,
  after: string,
): readonly string[] {
  if (before === after) return [];
  if (after === "") return [`no ${what} any more, it was ${before}`];
  if (before === "") return [`${what} ${after}, there was none`];
  return [`${what} ${after} instead of ${before}`];
}

/** The first few of many, and how many more there are. */
export function few(items: readonly string[], most = 3): string {
  if (items.length <= most + 1) return items.join(", ");
  return `${items.slice(0, most).join(", ")} and ${items.length - most} more`;
}

/** A value on one line: texts as they are, the rest as JSON; long ones cut. */
export function short(value: unknown, most = 80): string {
  if (value === undefined) return "nothing";
  const text =
    typeof value === "string"
      ? clean(value).replaceAll(/ {2,}/g, " ").trim() || '""'
      : JSON.stringify(value);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** 0.025 => `2.5 %`, without the noise of binary fractions. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}
