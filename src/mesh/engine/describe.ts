import type { Place } from "../../problems/place";
import { portsCanBeSplit } from "../canary";
import type { Port } from "../port";
import { isHttp } from "../port";
import type { Routing } from "../routing";
import { milliseconds } from "../scalars";
import type { Engine, EngineCanaryProps } from "./engine";
import type { EngineName } from "./engines";
import { ENGINES } from "./engines";

interface Released {
  readonly name: string;
  readonly version?: string;
  readonly routing: Routing;
  readonly fault?: object;
}

/** Rates over less would miss scrapes. */
const SHORTEST = "1m";

/** What an engine is told, and whether it can be. */
export function describeEngine(
  given: Released,
  canary: EngineCanaryProps,
  ports: readonly Port[],
  service: Place,
): Engine {
  const at = service.at("canary");
  const { engine, version: released, stepWeight = 10, maxWeight = 50 } = canary;
  const { interval = SHORTEST, failures = 5 } = canary;
  const { version = "v1" } = given;
  if (stepWeight > maxWeight)
    at.at("stepWeight").error(
      `got a step of ${stepWeight} % above maxWeight, ${maxWeight} %`,
      "give a smaller step, or a greater maxWeight",
    );
  const time = milliseconds(interval);
  if (time < milliseconds(SHORTEST) || time % 1000 !== 0)
    at.at("interval").wrong(
      interval,
      `at least ${SHORTEST}, in whole seconds: the analysis takes rates over it`,
      `write interval: "${SHORTEST}"`,
    );
  releaseIsWhole(version, canary, at);
  portsCanBeAnalysed(engine, ports, service);
  leavesRoomForEngine(engine, given, service);
  return {
    name: engine,
    stepWeight,
    maxWeight,
    interval:
      time % 60_000 === 0
        ? `${BigInt(time / 60_000)}m`
        : `${BigInt(Math.round(time / 1000))}s`,
    failures,
    stable: version,
    ...(released !== undefined && { canary: released }),
  };
}

/** A release has a version of its own and an image; between two there is nothing of one. */
function releaseIsWhole(
  stable: string,
  canary: EngineCanaryProps,
  at: Place,
): void {
  const { version: released } = canary;
  if (released === stable)
    at.at("version").wrong(
      released,
      "another version than the stable one",
      "give the release a version of its own; between two releases leave version and image out",
    );
  if ((released === undefined) !== (canary.image === undefined))
    at.at(released === undefined ? "version" : "image").wrong(
      undefined,
      "a version and an image, or neither between two releases",
      released === undefined
        ? 'add the release\'s version, for example version: "v2"'
        : "add the image that the release runs",
    );
  if (released === undefined)
    for (const field of ["env", "args", "resources"] as const)
      if (canary[field] !== undefined)
        at.at(field).error(
          `got ${field} of a release, but no release`,
          `move ${field} to the service, or add version and image`,
        );
}

/** Its analysis asks for requests; Services that it makes itself have one port. */
function portsCanBeAnalysed(
  engine: EngineName,
  ports: readonly Port[],
  service: Place,
): void {
  const spoken = ports.map(({ name }) => name).join(", ");
  const { makesRoutes } = ENGINES[engine];
  if (!makesRoutes) portsCanBeSplit(ports, service.at("canary"));
  if (makesRoutes && ports.length > 1)
    service
      .at("ports")
      .error(
        `got ${ports.length} ports (${spoken}) beside the engine ${engine}, whose Services have one`,
        "give the others a service of their own, or leave canary.engine out",
      );
  else if (!ports.some(({ protocol }) => isHttp(protocol)))
    service
      .at("canary")
      .at("engine")
      .error(
        `got an engine, but no port speaks HTTP (${spoken}); its analysis asks for requests`,
        "leave engine out, and split by weight",
      );
}

/** Names that it can add to, and routes that are its own. */
function leavesRoomForEngine(
  engine: EngineName,
  { name, routing, fault }: Released,
  service: Place,
): void {
  const { makesRoutes, longestName, adds } = ENGINES[engine];
  if (makesRoutes && fault !== undefined)
    service
      .at("fault")
      .error(
        `got a fault beside the engine ${engine}, which makes the routes itself`,
        "leave fault out, or canary.engine",
      );
  if (routing === "gateway-api")
    service
      .at("routing")
      .error(
        `got routing by the Gateway API beside the engine ${engine}, which routes by Istio's own objects`,
        'write routing: "istio" for this service, or leave out engine',
      );
  if (name.length > longestName)
    service
      .at("name")
      .wrong(
        name,
        `at most ${longestName} characters where ${engine} adds ${adds}, this has ${name.length}`,
        "choose a shorter name",
      );
}
