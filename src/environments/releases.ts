import { image } from "../mesh/image";
import { percent, share } from "../mesh/canary";
import { replicasCheck } from "../mesh/container";
import type { Phase } from "../mesh/phase";
import { PHASES } from "../mesh/phase";
import { dnsLabel } from "../mesh/scalars";
import { says, shape, mapOf, oneOf, optional } from "../mesh/shape";

/** Of a canary, what a pipeline or the command changes. */
export interface CanaryRelease {
  readonly version?: string;
  readonly image?: string;
  readonly phase?: Phase;
  readonly weight?: number;
  readonly mirror?: number;
  readonly replicas?: number;
}

/** Of a service, what a pipeline or the command changes. */
export interface ServiceRelease {
  readonly version?: string;
  readonly image?: string;
  readonly replicas?: number;
  readonly canary?: CanaryRelease;
}

/** The data file: the services' releases, by environment. */
export type Releases = Readonly<
  Record<string, Readonly<Record<string, ServiceRelease>>>
>;

export const serviceReleaseCheck = shape<ServiceRelease>({
  version: optional(
    says("The `version` label of the stable pods, and their subset.", dnsLabel),
  ),
  image: optional(says("What the stable pods run.", image)),
  replicas: optional(says("How many stable pods there are.", replicasCheck)),
  canary: optional(
    says(
      "The second version, and where in its life it stands.",
      shape<CanaryRelease>({
        version: optional(
          says(
            "The canary's `version` label, and its subset; where an engine takes the steps, the release's label.",
            dnsLabel,
          ),
        ),
        image: optional(
          says("What the canary's pods, or an engine's release, run.", image),
        ),
        phase: optional(
          says(
            "Not where an engine takes the steps. prepared: stable has a subset. off: all goes to it. deployed: the canary has pods. mirror: it gets copies. header: it gets what its match picks. weight: and a share of the rest. promoted: it gets all. rolled-back: it gets nothing.",
            oneOf(...PHASES),
          ),
        ),
        weight: optional(
          says("The canary's share of the requests, in percent.", percent),
        ),
        mirror: optional(
          says("The share that the canary gets a copy of, in percent.", share),
        ),
        replicas: optional(
          says("How many pods the canary has.", replicasCheck),
        ),
      }),
    ),
  ),
});

export const environmentReleaseCheck = mapOf(
  says("A service's release, over its description.", serviceReleaseCheck),
);
