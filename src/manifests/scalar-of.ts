import { getScalarValue, SCALAR_STYLE } from "js-yaml";
import type { ScalarEvent } from "js-yaml";
import { plainScalar } from "./scalar";
import { Refusal } from "./unread";

/** The value of a scalar: its tag decides, then its quotes, then its text. */
export function scalarOf(text: string, event: ScalarEvent): unknown {
  const content = getScalarValue(text, event);
  const value =
    event.tagStart >= 0
      ? tagged(text.slice(event.tagStart, event.tagEnd), content, event)
      : event.style === SCALAR_STYLE.PLAIN
        ? plainScalar(content)
        : content;
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Refusal(
      "read/syntax",
      event.valueStart,
      `got ${content}, expected a number that JSON has`,
      "quote it if it is text",
    );
  return value;
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  int: (value) => Number.isInteger(value),
  float: (value) => typeof value === "number",
  bool: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

function tagged(tag: string, content: string, event: ScalarEvent): unknown {
  const name = /^(?:!!|!<tag:yaml\.org,2002:)(\w+)>?$/.exec(tag)?.[1] ?? "";
  if (name === "binary") return Buffer.from(content, "base64").toString("utf8");
  const fits = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (!fits) return content;
  const value = plainScalar(content);
  if (fits(value)) return value;
  throw new Refusal(
    "read/syntax",
    event.tagStart,
    `got ${JSON.stringify(content.slice(0, 40))} tagged ${tag}, expected a value of that type`,
    "remove the tag, or write a value that fits it",
  );
}
