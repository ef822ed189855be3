/**
 * A key or a text on one line as the library writes it in YAML 1.1; undefined
 * where that is not plain to see.
 *
 *     web-app    => web-app
 *     8080       => "8080"
 *     a "b": c   => 'a "b": c'
 */
export function inLine(text: string): string | undefined {
  if (!/^[\x20-\x7e]+$/.test(text) || text.length >= 1000) return undefined;
  if (RESERVED.test(text) || NUMBERS_AND_FLAGS.test(text)) return quoted(text);
  return DOUBTFUL.test(text) ? undefined : text;
}

/** What begins, holds or ends with a sign that means something else there. */
const RESERVED = /^[ ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-] |: | #|[ :]$/;

/** Texts that are quoted, since they would be read as something else. */
const NUMBERS_AND_FLAGS = /^(?:\d+|true|false|null)$/;

/** Other numbers, times, flags and the like, and what looks like them. */
const DOUBTFUL =
  /^(?:[-+.]?\d[\dbeotz_.:+\- ]*|[-+]?0x[\da-f_]+|[-+]?\.[\da-z_.+-]*|[-+]?e[-+]?\d+|[-+~]|<<|---.*|\.\.\..*|y|n|yes|no|on|off|true|false|null)$/i;

/** In double quotes, but where only these stand within. */
function quoted(text: string): string {
  return text.includes('"') && !text.includes("'")
    ? `'${text}'`
    : JSON.stringify(text);
}
