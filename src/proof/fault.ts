import type { Moment } from "./moment";
import type { World, WorldService } from "./world";

/** How much of a fault there is: `20%`, `1500ms`, `6`. */
export interface Size {
  readonly default: number;
  readonly unit: "share" | "milliseconds" | "times";
}

interface Shape {
  /** As it is written: `web-app:errors=20%`. */
  readonly name: string;
  /** One sentence; `{size}` and `{service}` are filled in. */
  readonly says: string;
  readonly size?: Size;
  /** Nothing is wrong with it: no alert may fire. @default false */
  readonly harmless?: boolean;
  /** Tells of a mesh that never was otherwise: no healthy time comes before it. @default false */
  readonly fromStart?: boolean;
  /** All counters start again from 0 as it begins. @default false */
  readonly reset?: boolean;
}

export interface MeshFault extends Shape {
  readonly affects: "mesh";
  readonly apply: (moment: Moment, at: InMesh) => Moment;
}

/** On a service, or only on its canary. */
export interface ServiceFault extends Shape {
  readonly affects: "service" | "canary";
  /** What a service must speak for it. @default - anything */
  readonly protocols?: readonly WorldService["protocol"][];
  readonly apply: (moment: Moment, at: InService) => Moment;
}

export type Fault = MeshFault | ServiceFault;

export interface InMesh {
  readonly world: World;
  /** Shares from 0 to 1, durations in milliseconds; 0 for faults without a size. */
  readonly size: number;
}

export interface InService extends InMesh {
  readonly service: WorldService;
}

/** Keeps a fault's name as a type, so that a misspelt one does not compile. */
export function meshFault<const N extends string>(
  fault: Omit<MeshFault, "affects"> & { readonly name: N },
): MeshFault & { readonly name: N } {
  return { affects: "mesh", ...fault };
}

export function serviceFault<const N extends string>(
  fault: Omit<ServiceFault, "affects"> & { readonly name: N },
): ServiceFault & { readonly name: N } {
  return { affects: "service", ...fault };
}

export function canaryFault<const N extends string>(
  fault: Omit<ServiceFault, "affects"> & { readonly name: N },
): ServiceFault & { readonly name: N } {
  return { affects: "canary", ...fault };
}
