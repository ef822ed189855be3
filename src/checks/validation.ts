import type * as validating from "./validate";
import type { Violation } from "./violations";

/** What cdk8s gives to a validation plugin, as far as it is used here. */
export interface ValidationContext {
  /** The files that were synthesized. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(
      status: "success" | "failure",
      metadata?: Readonly<Record<string, string>>,
    ): void;
  };
}

/** `properties` of the plugin in cdk8s.yaml. */
export interface SidelightValidationProps {
  /** A file of Istio's mesh settings. @default - Istio's defaults */
  readonly meshConfig?: string;
  /** Files of CustomResourceDefinitions to judge by. @default - those built in */
  readonly crds?: readonly string[];
}

/**
 * All checks as a validation plugin of cdk8s, for apps that do not call
 * `synth()`. Errors fail the synthesis; warnings are reported, notes are not.
 *
 *     validations:
 *       - package: ./node_modules/sidelight
 *         version: 0.1.0
 *         class: SidelightValidation
 *     => cdk8s synth prints a report, and exits with 2 where there are errors
 *
 * cdk8s validates what it has written already, so bad files are left in place;
 * `synth()` writes none.
 */
export class SidelightValidation {
  constructor(private readonly props: SidelightValidationProps = {}) {}

  /** What it needs is loaded here: an app that calls `synth()` needs none of it. */
  async validate(context: ValidationContext): Promise<void> {
    const { validate } = require("./validate") as typeof validating;
    await validate(context, this.props);
  }
}
