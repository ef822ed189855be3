import { lineStarts } from "../manifests/lines";

/** Characters of a line that are shown; of a longer one, those around the place. */
const WIDTH = 100;

/** Shows lines of a text, each with a caret below a column. */
export function sourceLines(
  text: string | undefined,
): (line: number, column: number) => readonly string[] {
  if (text === undefined) return () => [];
  const starts = lineStarts(text);
  return (line, column) => {
    const start = starts[line - 1];
    if (start === undefined) return [];
    const end = (starts[line] ?? text.length + 1) - 1;
    const whole = text.slice(start, end).trimEnd();
    if (whole === "") return [];
    const from = column <= WIDTH - 20 ? 0 : column - WIDTH / 2;
    const shown = whole.slice(from, from + WIDTH).replaceAll("\t", " ");
    const number = `${line}`;
    const blank = " ".repeat(number.length);
    return [
      `${number} | ${shown}`,
      `${blank} | ${" ".repeat(Math.max(0, Math.min(column - 1 - from, shown.length)))}^`,
    ];
  };
}
