import type { Engine } from "../mesh/engine/engine";
import type { MeshDescription } from "../mesh/mesh";
import { isHttp } from "../mesh/port";
import { versionsApart } from "../mesh/routing";
import type { Service } from "../mesh/service";
import type { CanarySubject, ServiceSubject } from "./alert";

/** A service as its alerts see it. */
export function serviceSubject(
  mesh: MeshDescription,
  service: Service,
): ServiceSubject {
  const target = {
    namespace: mesh.namespace.name,
    service: service.name,
    versions: versionsApart(service),
  };
  return { mesh, service, target };
}

/** A service's canary, where it has one. */
export function canarySubject(
  subject: ServiceSubject,
): CanarySubject | undefined {
  const { engine, route } = subject.service;
  if (engine) return releaseSubject(subject, engine);
  if (!route?.canary) return undefined;
  const { version, weight } = route.canary;
  return {
    ...subject,
    canary: { ...subject.target, stable: route.stable, canary: version },
    weight: weight / 100,
  };
}

/**
 * A release that an engine tries out. Which share it has is the engine's
 * business and changes by the minute: what asks for a share leaves it alone.
 */
function releaseSubject(
  subject: ServiceSubject,
  { stable, canary }: Engine,
): CanarySubject | undefined {
  if (canary === undefined) return undefined;
  return {
    ...subject,
    canary: { ...subject.target, stable, canary },
    weight: 0,
  };
}

export function speaksHttp({ service }: ServiceSubject): boolean {
  return service.ports.some(({ protocol }) => isHttp(protocol));
}

export function speaksGrpc({ service }: ServiceSubject): boolean {
  return service.ports.some(({ protocol }) => protocol.startsWith("grpc"));
}

export function speaksTcp({ service }: ServiceSubject): boolean {
  return service.ports.some(
    ({ protocol }) => !isHttp(protocol) && protocol !== "udp",
  );
}
