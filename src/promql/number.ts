/**
 * A number as PromQL writes it: the shortest decimal that reads back as the
 * same double.
 *
 *     renderNumber(1e-3) => 0.001
 *     renderNumber(-Infinity) => -Inf
 */
export function renderNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (Object.is(value, -0)) return "-0";
  return String(value).replace("Infinity", "Inf");
}

const decimal =
  /^(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;

/**
 * The value of an unsigned number literal, as Go reads it: hexadecimal after
 * 0x, octal after a leading 0. Nothing where Prometheus refuses it.
 */
export function readNumber(text: string): number | undefined {
  const lower = text.toLowerCase();
  if (lower === "inf") return Infinity;
  if (lower === "nan") return NaN;
  const digits = text.replaceAll("_", "");
  if (/^0x(_?[0-9a-f])+$/.test(lower)) return Number(digits);
  if (/^0[0-7_]+$/.test(text)) return parseInt(digits, 8);
  const value = Number(digits);
  return decimal.test(text) && Number.isFinite(value) ? value : undefined;
}

/** Whether a word, in lower case, is a number: `Inf` and `NaN` are. */
export function isNumberWord(word: string): boolean {
  return word === "inf" || word === "nan";
}
