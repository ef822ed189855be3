import { textOf, isSet } from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import { refuse, type Complaint } from "./complaint";

const UNITS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000001,
};

/** A duration of Go in milliseconds: `1m30s`. */
function millisecondsOf(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ms|us|µs|ns|[hms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text)
    return undefined;
  return parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ""] ?? 0),
    0,
  );
}

/** At least a millisecond, and whole ones; other text is the schema's matter. */
export function durationAt(value: unknown, path: Path): readonly Complaint[] {
  if (!isSet(value)) return [];
  const text = textOf(value);
  const time = text === "0" ? 0 : millisecondsOf(text.replace(/^[-+]/, ""));
  if (time === undefined) return [];
  const isWhole = Math.abs(time - Math.round(time)) < 1e-9;
  if (time >= 1 && isWhole && !text.startsWith("-")) return [];
  return [
    refuse(
      path,
      `got the duration ${text}, expected whole milliseconds, 1ms or more`,
    ),
  ];
}
