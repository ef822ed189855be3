import type { Manifest, Path } from "../../../manifests/manifest";

/** Something that Istio's webhook refuses (error) or warns of. */
export interface Complaint {
  readonly path: Path;
  readonly message: string;
  readonly level: "error" | "warning";
}

/** Judges the spec of one kind. */
export type Judge = (manifest: Manifest) => readonly Complaint[];

export function refuse(path: Path, message: string): Complaint {
  return { path, message, level: "error" };
}

export function warn(path: Path, message: string): Complaint {
  return { path, message, level: "warning" };
}

/** A complaint where something holds, else none. */
export function when(
  holds: boolean,
  ...complaints: readonly Complaint[]
): readonly Complaint[] {
  return holds ? complaints : [];
}
