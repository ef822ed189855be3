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
