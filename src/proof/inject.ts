import type { MeshFault, ServiceFault } from "./fault";
import type { FaultText } from "./faults";
import { FAULTS } from "./faults";
import type { Moment } from "./moment";
import { played, quiet } from "./moment";
import type { Phase, Series } from "./series";
import { printSize } from "./size";
import type { World, WorldService } from "./world";

/** A fault, and what it befalls. Without a size it has its default one. */
export type Injection =
  | {
      readonly fault: MeshFault;
      readonly service?: undefined;
      readonly size?: number;
    }
  | {
      readonly fault: ServiceFault;
      readonly service: WorldService;
      readonly size?: number;
    };

/** The healthy world with faults in it, one upon the other. */
export function inject(
  world: World,
  injections: readonly Injection[],
): readonly Series[] {
  return played(
    injections.reduce<Moment>(
      (moment, injection) => applied(moment, world, injection),
      quiet(world),
    ),
  );
}

/** The stretch of time in which the faults are there. */
export function during(
  world: World,
  injections: readonly Injection[],
  minutes: number,
): Phase {
  return {
    minutes,
    series: inject(world, injections),
    ...(injections.some(({ fault }) => fault.reset) && { reset: true }),
  };
}

/** What a reader is told: "20% of the requests to web-app fail at the server." */
export function sentence({ fault, service, size }: Injection): string {
  const unit = fault.size?.unit;
  return fault.says
    .replaceAll("{service}", service?.name ?? "the mesh")
    .replaceAll("{size}", unit ? printSize(sizeOf(fault, size), unit) : "");
}

/**
 * A fault as `parseFault` reads it, on a service where it befalls one.
 *
 *     aimed("errors=20%", "web-app")  => "web-app:errors=20%"
 *     aimed("istiod-down", "web-app") => "istiod-down"
 */
export function aimed(text: FaultText, service: string): string {
  const name = text.split("=")[0];
  const fault = FAULTS.find((one) => one.name === name);
  return fault?.affects === "mesh" ? text : `${service}:${text}`;
}

function applied(moment: Moment, world: World, injection: Injection): Moment {
  const { fault, service } = injection;
  const size = sizeOf(fault, injection.size);
  return fault.affects === "mesh"
    ? fault.apply(moment, { world, size })
    : service
      ? fault.apply(moment, { world, service, size })
      : moment;
}

function sizeOf(fault: Injection["fault"], size: number | undefined): number {
  return size ?? fault.size?.default ?? 0;
}
