import type { Raw } from "../mesh/shape";

/** A Helm chart as Flux installs it. */
export interface Release {
  /** Of the HelmRelease, and of the release in Helm. */
  readonly name: string;
  readonly chart: string;
  readonly version: string;
  /** Where its objects go. */
  readonly namespace: string;
  /** Releases that have to be ready before. */
  readonly dependsOn: readonly string[];
  readonly values: Raw;
}
