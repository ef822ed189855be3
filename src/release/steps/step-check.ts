import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";

/** Manifests as they stand, and as they are to be. */
export interface Step {
  readonly before: Index;
  readonly after: Index;
}

/** Says that a step would cut somebody off: at which object, how, and what to do instead. */
export type Refuse = (
  manifest: Manifest,
  message: string,
  /** The safe order, a commit a line. @default - the check's own */
  order?: readonly string[],
) => void;

/**
 * A rule on a step from one state to the next, whole in one file. A step that
 * all of them accept may be applied object by object in any order.
 */
export interface StepCheck {
  readonly id: `step/${string}`;
  /** One sentence: "A subset goes after the routes to it." */
  readonly demands: string;
  /** What happens otherwise. */
  readonly why: string;
  /** Manifests (YAML) before a step that breaks it … */
  readonly old: string;
  /** … and after it, and what is said, the whole message. */
  readonly new: string;
  readonly says: string;
  /** The same change in safe steps, the first of them from `old`. */
  readonly safe: readonly string[];
  /** The safe order in words, a commit a line. */
  readonly order: readonly string[];
  readonly run: (step: Step, refuse: Refuse) => void;
}
