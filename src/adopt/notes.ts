/** Something that the user should know, and is not told by a table. */
export interface Note {
  readonly namespace: string;
  /** What it is about: `Service cart`. */
  readonly about: string;
  readonly text: string;
}
