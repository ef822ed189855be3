import * as fc from "fast-check";
import { EVENT_ID, parseEvents } from "js-yaml";
import { scalarOf } from "../../src/manifests/scalar-of";
import { readText } from "../../src/manifests/text";
import { offsetIn } from "../../src/manifests/within";

/** What is written at the first x of the one text of a document, up to the line's end. */
function atX(text: string): string {
  const manifest = readText({
    file: "a.yaml",
    text: `kind: A\napiVersion: v1\nq: ${text}\n`,
  }).manifests[0];
  const value = String(manifest?.object["q"]);
  const place = manifest?.within?.(["q"], value.indexOf("x"));
  const line = `\n\nq: ${text}`.split("\n")[(place?.line ?? 0) - 1] ?? "";
  return line.slice((place?.column ?? 0) - 1);
}

test.each([
  ["a + x1", "x1"],
  ["a\n  + b\n\n  + x2", "x2"],
  ["'it''s ''x3'", "x3'"],
  ["'a\n  b\n\n  x4'", "x4'"],
  ['"a\\"\\u00e9\\U0001F600\\n x5"', 'x5"'],
  ['"a \\\n   b\n  \\  x6"', 'x6"'],
  ['"\\x78 by its number"', '\\x78 by its number"'],
  ["|\n  a\n\n    b\n  x7", "x7"],
  ["|2\n    a\n   x8", "x8"],
  [">\n\n  a\n  b\n\n  c\n    d\n\n  e\n  x9", "x9"],
  [">-\n  a\r\n  x10\r\n", "x10\r"],
])("in q: %j, x stands at %j", (text, expected) => {
  expect(atX(text)).toBe(expected);
});

test("every character of a text is found where it is written", () => {
  const word = fc.constantFrom(
    ..."ab,'\"\\#|>-".split(""),
    ..."\n  |\n\n  |\n    |\r\n  | |  |\t|''|\\n|\\ |\\\n  |\\U0001F600|\\xe9|😀".split(
      "|",
    ),
  );
  const style = fc.constantFrom("", "'", '"', "|\n  ", ">\n  ", "|+\n  ");
  let read = 0;
  fc.assert(
    fc.property(style, fc.array(word, { maxLength: 12 }), (open, words) => {
      const close = /['"]/.test(open) ? open : "";
      const text = `q: ${open}a${words.join("")}${close}\n`;
      let events;
      try {
        events = parseEvents(text, { maxDepth: 10 });
      } catch {
        return;
      }
      const event = events.filter(({ type }) => type === EVENT_ID.SCALAR)[1];
      if (event?.type !== EVENT_ID.SCALAR || event.valueStart < 0) return;
      const value = scalarOf(text, event);
      if (typeof value !== "string") return;
      read++;
      let before = 0;
      for (let at = 0; at < value.length; at++) {
        const place = offsetIn(text, event, at, -1);
        const got = text.charAt(place);
        expect(place).toBeGreaterThanOrEqual(before);
        before = place;
        // Breaks and escapes are not written as they are read.
        if (/[^\s\\']/.test(got)) expect(got).toBe(value[at]);
      }
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(500);
});
