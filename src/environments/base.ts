import type { CanaryProps } from "../mesh/canary";
import type { EngineCanaryProps } from "../mesh/engine/engine";
import type { MeshProps } from "../mesh/mesh";
import type { ServiceProps } from "../mesh/service";

/** What all environments of a mesh have in common. */
export interface BaseMeshProps extends Omit<MeshProps, "services"> {
  readonly services: readonly BaseServiceProps[];
}

/** A service of which environments or the data file say the image and the canary's state. */
export interface BaseServiceProps extends Omit<
  ServiceProps,
  "image" | "canary"
> {
  /** @default - each environment says its own */
  readonly image?: string;
  /** @default - none, where no environment says otherwise */
  readonly canary?: Partial<CanaryProps> | EngineCanaryProps;
}
