import type { Place } from "../problems/place";
import type { EnvValue, Resources } from "./container";
import { containerChecks, replicasCheck } from "./container";
import type { Match, MatchProps } from "./match";
import { cookieIsAskedOnce, describeMatch, matchChecks } from "./match";
import type { IdlePhase, Meaning, Phase } from "./phase";
import { ALL_THAT_IS_GIVEN, isIdle, MEANING, PHASES } from "./phase";
import type { Port } from "./port";
import { isHttp } from "./port";
import { dnsLabel } from "./scalars";
import type { Check } from "./shape";
import { isObject, oneOf, optional, shape, whole } from "./shape";

/** A second version. Requests that meet `header`, `path` and `cookie` go to it, whatever its weight. */
export interface CanaryProps extends MatchProps {
  /** The canary's `version` label, and its subset's name. */
  readonly version: string;
  readonly image: string;
  /**
   * Where in its life the canary stands, in one word (docs/releases.md):
   *
   * - `prepared`: stable has a subset; all goes to the Service's pods as before
   * - `off`: all goes to stable's subset, and there is no canary
   * - `deployed`: the canary has pods and a subset, and gets nothing
   * - `mirror`: it gets a copy of `mirror` percent of the requests
   * - `header`: it gets the requests that `header`, `path` and `cookie` pick
   * - `weight`: it gets these, and `weight` percent of the others
   * - `promoted`: it gets all; stable gets nothing and is still there
   * - `rolled-back`: it gets nothing and is still there
   *
   * @default - no sequence: whatever is given counts
   */
  readonly phase?: Phase;
  /**
   * The canary's share of the requests, in percent. Stable gets the rest.
   * @default 0
   */
  readonly weight?: number;
  /**
   * The share of the requests that the canary gets a copy of, in percent. Its
   * answers are thrown away. HTTP and gRPC only, and not beside a weight.
   * @default - none
   */
  readonly mirror?: number;
  /** @default - as many as stable */
  readonly replicas?: number;
  /**
   * Laid over the service's own environment.
   * @default - the same as stable
   */
  readonly env?: Readonly<Record<string, EnvValue>>;
  /** @default - the same as stable */
  readonly args?: readonly string[];
  /** @default - the same as stable */
  readonly resources?: Resources;
}

/** Between two canaries: what a canary would be is kept, and need not be whole. */
export interface IdleCanaryProps extends Partial<CanaryProps> {
  readonly phase: IdlePhase;
}

/** A canary as requests see it. */
export interface Canary {
  readonly version: string;
  /** The share that it gets in its phase, in percent. */
  readonly weight: number;
  readonly match?: Match;
  /** The share that it gets a copy of, in percent. */
  readonly mirror?: number;
}

export const percent = whole(
  0,
  100,
  "give the canary's share of the requests in percent, for example weight: 10",
);

export const share = whole(
  1,
  100,
  "give the share to copy in percent, for example mirror: 20",
);

const fields = {
  version: dnsLabel,
  image: containerChecks.image,
  phase: optional(oneOf(...PHASES)),
  weight: optional(percent),
  mirror: optional(share),
  replicas: optional(replicasCheck),
  env: containerChecks.env,
  args: containerChecks.args,
  resources: containerChecks.resources,
  ...matchChecks,
};

const running = shape<CanaryProps>(fields);
const idle = shape<IdleCanaryProps>({
  ...fields,
  version: optional(fields.version),
  image: optional(fields.image),
});

export const canaryCheck: Check = (value, at) =>
  (isObject(value) && isIdle(value["phase"]) ? idle : running)(value, at);

/** Whether there is a second version at all. */
export function isRunning(
  canary: CanaryProps | IdleCanaryProps | undefined,
): canary is CanaryProps {
  return canary !== undefined && !isIdle(canary.phase);
}

/** What of a canary counts in its phase. */
export function meaningOf({ phase }: Pick<CanaryProps, "phase">): Meaning {
  return phase === undefined ? ALL_THAT_IS_GIVEN : MEANING[phase];
}

/** What a canary gets in its phase: the share, the match, the copies. */
export function sharesOf(given: Omit<CanaryProps, "image">): Canary {
  const { version, phase, weight = 0, mirror } = given;
  const { rest, matches, mirrors } = meaningOf(given);
  const match = matches ? describeMatch(given) : undefined;
  const byPhase = { canary: 100, split: weight, stable: 0, all: 0 };
  return {
    version,
    weight: phase === "header" ? 0 : byPhase[rest],
    ...(match && { match }),
    ...(mirrors && mirror !== undefined && { mirror }),
  };
}

/** Whether ports can be split by version inside the mesh. */
export function portsCanBeSplit(ports: readonly Port[], at: Place): void {
  for (const { protocol, port } of ports)
    if (["https", "tls", "udp"].includes(protocol))
      at.error(
        `port ${port} speaks ${protocol}, which Istio cannot split by weight inside the mesh`,
        "let the application speak http or tcp; between sidecars the mesh encrypts it",
      );
}

/** What Istio routes by; whether the ports can be routed so is said here. */
export function describeCanary(
  given: CanaryProps,
  ports: readonly Port[],
  at: Place,
): Canary {
  const canary = sharesOf(given);
  const spoken = ports.map(({ name }) => name).join(", ");
  const speaksHttp = ports.some(({ protocol }) => isHttp(protocol));
  for (const field of ["header", "path", "cookie"] as const)
    if (given[field] !== undefined && !speaksHttp)
      at.at(field).error(
        `got a ${field} match, but no port speaks HTTP (${spoken})`,
        "split by weight alone",
      );
  cookieIsAskedOnce(given, at);
  if (given.mirror !== undefined && !speaksHttp)
    at.at("mirror").error(
      `got a mirror, but no port speaks HTTP (${spoken})`,
      "leave mirror out; only requests can be copied",
    );
  if (canary.mirror !== undefined && canary.weight > 0)
    at.at("mirror").error(
      `got a mirror beside a weight of ${canary.weight}; the canary would get some requests twice`,
      "leave mirror out, or say which counts: phase: 'mirror'",
    );
  phaseHasWhatItNeeds(given, canary, at);
  return canary;
}

function phaseHasWhatItNeeds(
  { phase, weight, mirror }: CanaryProps,
  { match }: Canary,
  at: Place,
): void {
  if (phase === "header" && !match)
    at.at("phase").error(
      "got the phase header, but nothing says which requests are meant",
      'add header: { canary: "true" }, a path or a cookie',
    );
  if (phase === "mirror" && mirror === undefined)
    at.at("mirror").wrong(
      mirror,
      "the share of the requests to copy, in the phase mirror",
      "add mirror: 20",
    );
  if (phase === "weight" && weight === undefined)
    at.at("weight").wrong(
      weight,
      "the canary's share of the requests, in the phase weight",
      "add weight: 10",
    );
}
