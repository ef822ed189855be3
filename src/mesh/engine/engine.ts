import type { EnvValue, Resources } from "../container";
import { isObject } from "../shape";
import type { EngineName } from "./engines";

/**
 * A canary whose steps an engine in the cluster takes, and takes back, by what
 * Prometheus says (docs/progressive-delivery.md). A release is a new `version`
 * and `image`; between two releases neither is there.
 */
export interface EngineCanaryProps {
  readonly engine: EngineName;
  /** The release's `version` label. @default - the service's: no release is under way */
  readonly version?: string;
  /** What the release runs. @default - the service's */
  readonly image?: string;
  /** Laid over the service's own environment. @default - the service's */
  readonly env?: Readonly<Record<string, EnvValue>>;
  /** @default - the service's */
  readonly args?: readonly string[];
  /** @default - the service's */
  readonly resources?: Resources;
  /** By how many percent the canary's share grows in a step. @default 10 */
  readonly stepWeight?: number;
  /** The share, in percent, after which the release is promoted. @default 50 */
  readonly maxWeight?: number;
  /** How long a step takes, and over how long its analysis looks back. @default "1m" */
  readonly interval?: string;
  /**
   * After how many failed checks the release is rolled back: with Flagger of
   * all its steps, with Argo Rollouts of one. @default 5
   */
  readonly failures?: number;
}

/** A described engine: every default filled in. */
export interface Engine {
  readonly name: EngineName;
  readonly stepWeight: number;
  readonly maxWeight: number;
  /** In whole seconds or minutes. */
  readonly interval: `${bigint}s` | `${bigint}m`;
  readonly failures: number;
  /** The version that users have, as far as is described. */
  readonly stable: string;
  /** The version of a release that is under way. */
  readonly canary?: string;
}

/** Whether an engine takes the canary's steps. */
export function hasEngine<T>(
  canary: T | EngineCanaryProps,
): canary is EngineCanaryProps {
  return isObject(canary) && canary["engine"] !== undefined;
}

interface Releasable {
  readonly name: string;
  readonly version?: string;
  readonly image: string;
  readonly env?: Readonly<Record<string, EnvValue>>;
}

/** A service as the engine is to make it: with the release's version and image for its own. */
export function asReleased<T extends Releasable>(
  given: T,
  { version, image, env, args, resources }: EngineCanaryProps,
): T {
  return {
    ...given,
    ...(version !== undefined && { version }),
    ...(image !== undefined && { image }),
    ...(env && { env: { ...given.env, ...env } }),
    ...(args && { args }),
    ...(resources && { resources }),
  };
}
