/** Writes a text in a colour, or leaves it as it is. */
export type Paint = (text: string, colour: Colour) => string;

export type Colour = keyof typeof COLOURS;

const COLOURS = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
} as const;

/** Colours only where a terminal shows them. */
export function painter(colours: boolean): Paint {
  return colours
    ? (text, colour) => `\u001b[${COLOURS[colour]}m${text}\u001b[0m`
    : (text) => text;
}

/** What a file says must not steer the terminal. */
export function clean(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    " ",
  );
}

/** `1 error`, `2 errors`. */
export function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
