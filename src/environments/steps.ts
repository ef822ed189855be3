import type { Phase } from "../mesh/phase";
import type { CanaryRelease, ServiceRelease } from "./releases";

interface Starting {
  readonly to: "start";
  readonly image?: string;
  readonly version?: string;
}

/** What the command is asked for. */
export type Step =
  | Starting
  | { readonly to: "weight"; readonly weight: number }
  | { readonly to: "mirror"; readonly mirror: number }
  | { readonly to: "prepare" | "off" | "header" | "promote" | "rollback" };

/** A field of a service's release, and what it becomes; `undefined` takes it away. */
export interface Change {
  readonly path: readonly string[];
  readonly to: string | number | undefined;
}

/** Why a step cannot be taken now, and which can. */
export interface Refusal {
  readonly why: string;
  readonly next: string;
}

/** A service that has not been prepared has no phase. */
export type Standing = Phase | "none";

interface Place {
  /** Why whatever is not allowed is not. */
  readonly why: string;
  readonly allows: readonly Step["to"][];
  /** The options of the next right step. */
  readonly next: string;
}

const routes = ["mirror", "header", "weight"] as const;
const served = {
  allows: [...routes, "rollback"] as const,
  why: "requests go to the canary",
};

const PLACES: Readonly<Record<Standing, Place>> = {
  none: {
    why: "it has no subset yet; a route to one fails until both are there",
    allows: ["prepare"],
    next: "--prepare",
  },
  prepared: {
    why: "requests go to all of its pods, so to a canary's as well",
    allows: ["off"],
    next: "--off",
  },
  off: {
    why: "there are no pods of a canary",
    allows: ["start", "prepare"],
    next: "--start --image IMAGE",
  },
  deployed: {
    why: "the canary is there, and gets no requests yet",
    allows: [...routes, "off"],
    next: "--weight 10",
  },
  mirror: { ...served, next: "--weight 10, or --rollback" },
  header: { ...served, next: "--weight 10, or --rollback" },
  weight: { ...served, next: "--rollback" },
  promoted: {
    why: "all requests go to the canary, and stable is there still",
    allows: [...routes, "rollback", "off"],
    next: "--off",
  },
  "rolled-back": {
    why: "the canary is there still, and gets no requests",
    allows: [...routes, "off"],
    next: "--off",
  },
};

/** Where a canary stands; without a phase, whatever is given counts. */
export function standingOf({ canary }: ServiceRelease): Standing {
  if (!canary) return "none";
  return canary.phase ?? ((canary.weight ?? 0) > 0 ? "weight" : "header");
}

/** The changes that make a step, or why it is not to be made now. */
export function changesFor(
  step: Step,
  service: ServiceRelease,
): readonly Change[] | Refusal {
  const standing = standingOf(service);
  const { canary = {} } = service;
  const { why, allows, next } = PLACES[standing];
  if (step.to === "promote") return promotion(standing, canary);
  if (!allows.includes(step.to)) return { why, next };
  switch (step.to) {
    case "start":
      return start(step, service);
    case "weight":
      return standing === "weight" && canary.weight === step.weight
        ? already(`a weight of ${step.weight}`, next)
        : [phase("weight"), change("weight", step.weight)];
    case "mirror":
      return standing === "mirror" && canary.mirror === step.mirror
        ? already(`a mirror of ${step.mirror}`, next)
        : [phase("mirror"), change("mirror", step.mirror)];
    case "header":
      return standing === "header" && canary.phase !== undefined
        ? already("its phase header", next)
        : [phase("header")];
    case "prepare":
      return [phase("prepared")];
    case "rollback":
      return [phase("rolled-back")];
    case "off":
      return standing === "promoted" ? becomeStable(canary) : off(canary);
  }
}

function promotion(
  standing: Standing,
  { weight = 0 }: CanaryRelease,
): readonly Change[] | Refusal {
  if (standing !== "weight") return PLACES[standing];
  return weight === 100
    ? [phase("promoted")]
    : {
        why: `stable gets ${100 - weight} % of the requests`,
        next: "--weight 100",
      };
}

function start(
  step: Starting,
  service: ServiceRelease,
): readonly Change[] | Refusal {
  const release = started(step, service);
  if ("why" in release) return release;
  return [
    change("version", release.version),
    change("image", release.image),
    phase("deployed"),
  ];
}

/** The version and the image that are started, or what does not say them. */
export function started(
  { image, version }: Starting,
  service: ServiceRelease,
): { readonly version: string; readonly image: string } | Refusal {
  const { canary = {} } = service;
  const stable = service.version ?? "v1";
  // What was rolled back may be tried again as it is.
  const kept = canary.version === stable ? {} : canary;
  const willRun = image ?? kept.image;
  if (willRun === undefined)
    return {
      why: "nothing says what the canary runs",
      next: "--start --image IMAGE",
    };
  const name = version ?? kept.version ?? following(stable);
  if (name === undefined)
    return {
      why: `nothing says what the version after ${stable} is called`,
      next: "--start --image IMAGE --version VERSION",
    };
  if (name === stable)
    return {
      why: `${stable} is the stable version, whose pods would change`,
      next: "--start --image IMAGE --version VERSION",
    };
  return { version: name, image: willRun };
}

/** v1 => v2 */
function following(version: string): string | undefined {
  const [, letters, number] = /^(.*?)(\d+)$/.exec(version) ?? [];
  return number === undefined ? undefined : `${letters}${Number(number) + 1}`;
}

/** The canary's Deployment stays as it is, and stands where stable's was. */
function becomeStable(canary: CanaryRelease): readonly Change[] | Refusal {
  const { version, image } = canary;
  if (version === undefined || image === undefined)
    return {
      why: "the data file does not say which version and image the canary has",
      next: "--off, once canary.version and canary.image are there",
    };
  return [
    { path: ["version"], to: version },
    { path: ["image"], to: image },
    ...off(canary),
  ];
}

function off({ weight }: CanaryRelease): readonly Change[] {
  return [
    phase("off"),
    ...(weight === undefined ? [] : [change("weight", undefined)]),
  ];
}

function already(what: string, next: string): Refusal {
  return { why: `it has ${what} already`, next };
}

function phase(to: Phase): Change {
  return change("phase", to);
}

function change(field: keyof CanaryRelease, to: Change["to"]): Change {
  return { path: ["canary", field], to };
}
