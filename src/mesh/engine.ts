import type { Place } from "../problems/place";
import type { EnvValue, Resources } from "./container";
import { containerChecks } from "./container";
import type { Port } from "./port";
import { isHttp } from "./port";
import { dnsLabel, duration, milliseconds } from "./scalars";
import type { Check } from "./shape";
import { isObject, oneOf, optional, shape, whole } from "./shape";

export const ENGINES = ["flagger"] as const;
export type EngineName = (typeof ENGINES)[number];

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
  /** After how many failed checks the release is rolled back. @default 5 */
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

const share = whole(
  1,
  100,
  "give a share of the requests in percent, for example stepWeight: 10, maxWeight: 50",
);

const engineShape = shape<EngineCanaryProps>({
  engine: oneOf(...ENGINES),
  version: optional(dnsLabel),
  image: optional(containerChecks.image),
  env: containerChecks.env,
  args: containerChecks.args,
  resources: containerChecks.resources,
  stepWeight: optional(share),
  maxWeight: optional(share),
  interval: optional(duration),
  failures: optional(
    whole(1, 1000, "give the number of failed checks, for example failures: 5"),
  ),
});

/** What a canary says of its own steps, and why an engine takes none of it. */
const OWNED: Readonly<Record<string, string>> = {
  phase: "which takes the steps itself",
  weight: "which takes the steps itself",
  mirror: "which splits by weight alone",
  header: "which splits by weight alone",
  path: "which splits by weight alone",
  cookie: "which splits by weight alone",
  replicas: "which gives the canary as many pods as the service has",
};

/** Whether an engine takes the canary's steps. */
export function hasEngine<T>(
  canary: T | EngineCanaryProps,
): canary is EngineCanaryProps {
  return isObject(canary) && canary["engine"] !== undefined;
}

export const engineCanaryCheck: Check = (value, at) => {
  if (!isObject(value)) return;
  const own: Record<string, unknown> = {};
  for (const [field, given] of Object.entries(value)) {
    const reason = OWNED[field];
    if (reason === undefined) own[field] = given;
    else if (given !== undefined)
      at.at(field).error(
        `got ${field} beside the engine ${value["engine"]}, ${reason}`,
        `leave ${field} out, or engine`,
      );
  }
  engineShape(own, at);
};

interface Released {
  readonly name: string;
  readonly version?: string;
  readonly fault?: object;
}

/** The longest suffix that Flagger gives a name. */
const PRIMARY = "-primary";
/** Rates over less would miss scrapes. */
const SHORTEST = "1m";

/** What an engine is told, and whether it can be: it makes the routes itself. */
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
  if (released === version)
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
  onePortThatSpeaksHttp(engine, ports, service);
  if (given.fault !== undefined)
    service
      .at("fault")
      .error(
        `got a fault beside the engine ${engine}, which makes the routes itself`,
        "leave fault out, or canary.engine",
      );
  const longest = 63 - PRIMARY.length;
  if (given.name.length > longest)
    service
      .at("name")
      .wrong(
        given.name,
        `at most ${longest} characters where ${engine} adds ${PRIMARY}, this has ${given.name.length}`,
        "choose a shorter name",
      );
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

function onePortThatSpeaksHttp(
  engine: EngineName,
  ports: readonly Port[],
  service: Place,
): void {
  const spoken = ports.map(({ name }) => name).join(", ");
  if (ports.length > 1)
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
