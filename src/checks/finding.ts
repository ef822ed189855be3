import type { Manifest, Path, Position } from "../manifests/manifest";

export type FindingSeverity = "error" | "warning" | "info";

/** Something that a check found in what was read. */
export interface Finding {
  /** The check's id: `IST0101`, `promql/syntax`, `schema/unknown-field`. */
  readonly check: string;
  readonly severity: FindingSeverity;
  /** What was got and what was expected, in one sentence. */
  readonly message: string;
  readonly fix?: string;
  /** Whether a secret stands there: outputs say where, and never show the line. */
  readonly isConcealed?: true;
  /** The object; absent where a file holds none. */
  readonly manifest?: Manifest;
  /** Where in the object. @default - the object itself */
  readonly path?: Path;
  /** The file, where there is no object. */
  readonly file?: string;
  /** The place, where it is finer than the path's: inside a query, say. */
  readonly position?: { readonly line: number; readonly column: number };
}

/** How a check says what it found. */
export type Report = (
  manifest: Manifest,
  path: Path,
  message: string,
  fix?: string,
  severity?: FindingSeverity,
  /** The place, where it is finer than the path's: `manifest.within(path, 4)`. */
  position?: Position,
) => void;
