import { containerChecks } from "../container";
import { dnsLabel, duration } from "../scalars";
import type { Check } from "../shape";
import { isObject, oneOf, optional, shape, whole } from "../shape";
import type { EngineCanaryProps } from "./engine";
import { ENGINE_NAMES, ENGINES } from "./engines";

const share = whole(
  1,
  100,
  "give a share of the requests in percent, for example stepWeight: 10, maxWeight: 50",
);

const engineShape = shape<EngineCanaryProps>({
  engine: oneOf(...ENGINE_NAMES),
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
  phase: "takes the steps itself",
  weight: "takes the steps itself",
  mirror: "splits by weight alone",
  header: "splits by weight alone",
  path: "splits by weight alone",
  cookie: "splits by weight alone",
};

export const engineCanaryCheck: Check = (value, at) => {
  if (!isObject(value)) return;
  const name = ENGINE_NAMES.find((one) => one === value["engine"]);
  const owned: Readonly<Record<string, string>> = {
    ...OWNED,
    replicas: name
      ? ENGINES[name].canaryPods
      : "decides how many pods the canary has",
  };
  const own: Record<string, unknown> = {};
  for (const [field, given] of Object.entries(value)) {
    const reason = owned[field];
    if (reason === undefined) own[field] = given;
    else if (given !== undefined)
      at.at(field).error(
        `got ${field} beside the engine ${value["engine"]}, which ${reason}`,
        `leave ${field} out, or engine`,
      );
  }
  engineShape(own, at);
};
