import type { Placed } from "./placed";
import type { Suppressed } from "./suppress";

/** Everything that an output may say. */
export interface Outcome {
  readonly findings: readonly Placed[];
  readonly suppressed: readonly Suppressed[];
  readonly texts: ReadonlyMap<string, string>;
  readonly files: number;
  readonly objects: number;
}

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly suppressed: number;
  readonly files: number;
  readonly objects: number;
}

export function summaryOf({
  findings,
  suppressed,
  files,
  objects,
}: Outcome): Summary {
  const count = (wanted: string) =>
    findings.filter(({ severity }) => severity === wanted).length;
  return {
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    suppressed: suppressed.length,
    files,
    objects,
  };
}
