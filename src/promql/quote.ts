/**
 * Strings of PromQL are bytes. A byte that is no UTF-8 is kept as the lone
 * surrogate U+DC00 + byte, as Python's `surrogateescape` does, so that nothing
 * gets lost between parsing and rendering.
 */
const byteBase = 0xdc00;

const short: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Nearly every string: printable ASCII with nothing to escape. */
const plain = /^[ !#-[\]-~]*$/;

// Controls, formats, surrogates, unassigned code points, separators but the space.
const escaped = /["\\]|(?! )[\p{C}\p{Z}]/gu;

/**
 * A string in double quotes.
 *
 *     quote('say "hi"\n') => "say \"hi\"\n"
 */
export function quote(value: string): string {
  return plain.test(value)
    ? `"${value}"`
    : `"${value.replace(escaped, escape)}"`;
}

function escape(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code > 0xffff) return `\\U${hex.padStart(8, "0")}`;
  if (code >= byteBase + 0x80 && code <= byteBase + 0xff)
    return `\\x${(code - byteBase).toString(16)}`;
  if (code < 0x80) return short[char] ?? `\\x${hex.padStart(2, "0")}`;
  return `\\u${hex.padStart(4, "0")}`;
}

const loneSurrogate = /\p{Cs}/u;

const escapes =
  /\\(?:([abfnrtv\\'"])|x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]|$))/gu;

const named: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** The value of a quoted string, or what is wrong with it. */
export function unquote(text: string): { value: string } | { wrong: string } {
  const mark = text[0] ?? "";
  const inner = text.slice(1, -1);
  if (text.length < 2 || !text.endsWith(mark))
    return { wrong: `the string has no closing ${mark}` };
  if (mark === "`") return { value: wellFormed(inner) };
  if (inner.includes("\n"))
    return { wrong: "a string in quotes ends on the line where it starts" };
  if (!inner.includes("\\")) return { value: wellFormed(inner) };
  let wrong: string | undefined;
  const value = inner.replace(
    escapes,
    (
      whole,
      letter?: string,
      x?: string,
      octal?: string,
      u?: string,
      U?: string,
    ) => {
      if (letter === "'" || letter === '"') {
        if (letter !== mark) wrong ??= `the string knows no escape ${whole}`;
        return letter;
      }
      if (letter !== undefined) return named[letter] ?? letter;
      if (x !== undefined) return byte(parseInt(x, 16));
      if (octal !== undefined && parseInt(octal, 8) < 256)
        return byte(parseInt(octal, 8));
      const code = parseInt(u ?? U ?? "", 16);
      if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff))
        return String.fromCodePoint(code);
      wrong ??= `the string knows no escape ${whole}`;
      return "";
    },
  );
  return wrong === undefined ? { value: wellFormed(value) } : { wrong };
}

function byte(value: number): string {
  return String.fromCharCode(value < 0x80 ? value : byteBase + value);
}

/**
 * A string that survives rendering and parsing: bytes that together are UTF-8
 * become their character, and lone surrogates that stand for no byte U+FFFD.
 */
export function wellFormed(value: string): string {
  if (!loneSurrogate.test(value)) return value;
  const bytes: number[] = [];
  for (const char of value) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= byteBase + 0x80 && code <= byteBase + 0xff)
      bytes.push(code - byteBase);
    else bytes.push(...new TextEncoder().encode(char));
  }
  return decode(Uint8Array.from(bytes));
}

function decode(bytes: Uint8Array): string {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const size = [1, 2, 3, 4].find((n) => {
      try {
        utf8.decode(bytes.subarray(at, at + n));
        return at + n <= bytes.length;
      } catch {
        return false;
      }
    });
    text +=
      size === undefined
        ? byte(bytes[at] ?? 0)
        : utf8.decode(bytes.subarray(at, at + size));
    at += size ?? 1;
  }
  return text;
}
