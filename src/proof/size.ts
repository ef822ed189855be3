import type { Size } from "./fault";

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const WRITTEN = {
  share: { expected: "a share from 0% to 100%", example: "20%" },
  milliseconds: { expected: "a duration", example: "1500ms" },
  times: { expected: "a number greater than 0", example: "6" },
} as const satisfies Record<Size["unit"], object>;

/**
 * A fault's size, or nothing where the text is none.
 *
 *     parseSize("20%", "share") => 0.2           parseSize("0.2", "share") => 0.2
 *     parseSize("1.5s", "milliseconds") => 1500  parseSize("10d", "milliseconds") => 864000000
 */
export function parseSize(
  text: string,
  unit: Size["unit"],
): number | undefined {
  const [, digits, suffix = ""] =
    /^(\d+(?:\.\d+)?)(%|[a-z]*)$/.exec(text) ?? [];
  const size = Number(digits);
  if (Number.isNaN(size)) return undefined;
  switch (unit) {
    case "share": {
      const share = suffix === "%" ? size / 100 : size;
      return (suffix === "%" || suffix === "") && share <= 1
        ? share
        : undefined;
    }
    case "milliseconds":
      return isUnit(suffix) ? size * UNITS[suffix] : undefined;
    case "times":
      return suffix === "" && size > 0 ? size : undefined;
  }
}

/** As `parseSize` reads it: `20%`, `1500ms`, `6 times`. */
export function printSize(size: number, unit: Size["unit"]): string {
  switch (unit) {
    case "share":
      return `${Number((size * 100).toFixed(6))}%`;
    case "milliseconds": {
      const days = size / UNITS.d;
      return days >= 1 && Number.isInteger(days) ? `${days}d` : `${size}ms`;
    }
    case "times":
      return `${size} times`;
  }
}

/** What an error asks for: `a duration, for example 1500ms`. */
export function sizeExpected(unit: Size["unit"]): {
  readonly expected: string;
  readonly example: string;
} {
  return WRITTEN[unit];
}

function isUnit(text: string): text is keyof typeof UNITS {
  return text in UNITS;
}
