import { percent, share } from "../mesh/canary";
import { image } from "../mesh/image";
import { dnsLabel } from "../mesh/scalars";
import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import type { Step } from "./steps";

/** What the command line gave. */
export interface Given {
  readonly values: Readonly<Record<string, string | true | undefined>>;
  readonly positionals: readonly string[];
}

export interface CanaryOptions {
  readonly service: string;
  readonly step: Step;
  readonly environment: string | undefined;
  readonly data: string | undefined;
}

const STEPS = {
  prepare: { help: "give stable a subset; once in a service's life" },
  off: { help: "route to it; or take away what no requests go to any more" },
  start: {
    help: "deploy a canary that gets no requests yet; for an engine, a release",
  },
  mirror: { value: "PERCENT", help: "copy a share of the requests to it" },
  header: { help: "only what its header, path and cookie pick" },
  weight: { value: "PERCENT", help: "and a share of all others" },
  promote: {
    help: "all requests, once it has a weight of 100; for an engine, once it did",
  },
  rollback: {
    help: "no requests; its pods stay to be looked at; for an engine, they go",
  },
} as const satisfies Record<Step["to"], object>;

export const OPTIONS = {
  ...STEPS,
  image: { value: "IMAGE", help: "what the canary runs, with --start" },
  version: {
    value: "VERSION",
    help: "its version, with --start (default: the number after stable's)",
  },
  env: {
    value: "NAME",
    help: "the environment (default: the only one in the data file)",
  },
  data: { value: "FILE", help: "the data file (default: releases.yaml)" },
} as const;

/** The options of a step, or what is wrong with them. */
export function readOptions(given: Given): Described<CanaryOptions> {
  const { values, positionals } = given;
  const problems: Problem[] = [];
  const at = new Place("sidelight canary", problems);
  const [service, ...more] = positionals;
  if (service === undefined || more.length > 0)
    at.error(
      service === undefined
        ? "got no service, expected one"
        : `got ${positionals.join(", ")}, expected one service`,
      "write sidelight canary web-app --weight 25",
    );
  const step = stepOf(values, at, problems);
  if (step?.to !== "start")
    for (const option of ["image", "version"])
      if (values[option] !== undefined)
        placeOf(option, problems).error(
          "got it without --start, which makes the canary",
          `leave it out, or write --start`,
        );
  const environment = textOf(values["env"]);
  const data = textOf(values["data"]);
  if (hasErrors(problems) || !step || service === undefined)
    return { problems };
  return { value: { service, step, environment, data }, problems };
}

function stepOf(
  values: Given["values"],
  at: Place,
  problems: Problem[],
): Step | undefined {
  const asked = Object.keys(STEPS).filter(
    (name) => values[name] !== undefined,
  ) as Step["to"][];
  const [to] = asked;
  if (to === undefined || asked.length > 1) {
    at.error(
      to === undefined
        ? "got no step, expected one"
        : `got ${asked.map((name) => `--${name}`).join(" and ")}, expected one step; two at once are not safe`,
      `write one of ${Object.keys(STEPS)
        .map((name) => `--${name}`)
        .join(", ")}`,
    );
    return undefined;
  }
  switch (to) {
    case "weight":
      return { to, weight: numberOf(values, to, percent, problems) };
    case "mirror":
      return { to, mirror: numberOf(values, to, share, problems) };
    case "start": {
      const given = { image: values["image"], version: values["version"] };
      if (given.image !== undefined)
        image(given.image, placeOf("image", problems));
      if (given.version !== undefined)
        dnsLabel(given.version, placeOf("version", problems));
      return {
        to,
        ...(typeof given.image === "string" && { image: given.image }),
        ...(typeof given.version === "string" && { version: given.version }),
      };
    }
    case "prepare":
    case "off":
    case "header":
    case "promote":
    case "rollback":
      return { to };
  }
}

function numberOf(
  values: Given["values"],
  option: "weight" | "mirror",
  check: typeof percent,
  problems: Problem[],
): number {
  const text = values[option];
  const number = Number(text);
  check(Number.isNaN(number) ? text : number, placeOf(option, problems));
  return number;
}

function placeOf(option: string, problems: Problem[]): Place {
  return new Place(`sidelight canary, --${option}`, problems);
}

function textOf(value: string | true | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
