/** A place in a file, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The way to a value: `["spec", "http", 0, "route"]`. */
export type Path = readonly (string | number)[];

/** Who an object is, as it is written; a namespace that is left out stays so. */
export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** One object of a file, as plain JSON, and where each of its values stands. */
export interface Manifest {
  readonly file: string;
  /** The folder in which its file was found; absent where the file was named itself. */
  readonly folder?: string;
  readonly identity: Identity;
  readonly object: Readonly<Record<string, unknown>>;
  /**
   * Where a value stands; where it is missing, its nearest parent. The path may
   * go on into YAML or JSON that a text holds: `["data", "mesh.rules.yaml", "groups", 0]`.
   */
  readonly at: (path: Path) => Position;
  /** Where a character of a text stands: offset 4 of a query, say. */
  readonly within?: (path: Path, offset: number) => Position;
}

/** Text that was read, before it is understood. */
export interface Source {
  /** As the user named it; `-` for standard input. */
  readonly file: string;
  readonly text: string;
}
