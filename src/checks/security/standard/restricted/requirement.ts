import type { Control } from "../fault";

/** What the restricted standard asks for beyond the baseline, and how it is met. */
export interface Requirement {
  /** What of it the baseline's own controls say is left to them. */
  readonly control: Control;
  /** Whose security context it is met in; "" where `write` says it all. */
  readonly where: "pod" | "container" | "";
  readonly write: string;
  /** What must hold before it may be written. */
  readonly needs?: string;
}
