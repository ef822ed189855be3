import type { Place } from "../problems/place";
import type { Resources } from "./container";
import type { Check } from "./shape";
import { isObject, optional, shape, whole } from "./shape";

export interface AutoscalingProps {
  /** @default 2 */
  readonly min?: number;
  readonly max: number;
  /**
   * Use of the application container's requested CPU to hold, in percent. The
   * sidecar's own use does not count.
   * @default 80
   */
  readonly cpu?: number;
  /** The same for memory. @default - memory is not looked at */
  readonly memory?: number;
}

export interface Autoscaling {
  readonly min: number;
  readonly max: number;
  readonly cpu?: number;
  readonly memory?: number;
}

export type DisruptionBudget =
  | { readonly minAvailable: number | string }
  | { readonly maxUnavailable: number | string };

const pods = whole(1, Number.MAX_SAFE_INTEGER, "give a number of pods");
const percent = whole(
  1,
  1000,
  "give a share of the request in percent, for example 80",
);

export const autoscalingCheck = shape<AutoscalingProps>({
  min: optional(pods),
  max: pods,
  cpu: optional(percent),
  memory: optional(percent),
});

const amount: Check = (value, at) => {
  const sound =
    typeof value === "string"
      ? /^(100|\d{1,2})%$/.test(value)
      : Number.isInteger(value) && (value as number) >= 0;
  if (!sound)
    at.wrong(value, "a number of pods or a share of them", 'write 1 or "25%"');
};

export const disruptionBudgetCheck: Check = (value, at) => {
  const forms = ["minAvailable", "maxUnavailable"];
  const given = isObject(value) ? Object.keys(value) : [];
  const form = given[0];
  if (
    !isObject(value) ||
    given.length !== 1 ||
    form === undefined ||
    !forms.includes(form)
  )
    at.wrong(
      value,
      "either minAvailable or maxUnavailable",
      "write { maxUnavailable: 1 }",
    );
  else amount(value[form], at.at(form));
};

export function describeAutoscaling(
  given: {
    readonly autoscaling?: AutoscalingProps;
    readonly replicas?: number;
    readonly resources?: Resources;
  },
  at: Place,
): Autoscaling {
  const { autoscaling = { max: 1 }, replicas, resources } = given;
  const { min = Math.min(2, autoscaling.max), max, memory } = autoscaling;
  const cpu = autoscaling.cpu ?? (memory === undefined ? 80 : undefined);
  const place = at.at("autoscaling");
  if (replicas !== undefined)
    at.at("replicas").error(
      "got replicas beside autoscaling; each apply would undo what the autoscaler did",
      "leave replicas out",
    );
  if (min > max)
    place.error(`got min ${min} above max ${max}`, "give max at least min");
  for (const [name, target] of [
    ["cpu", cpu],
    ["memory", memory],
  ] as const)
    if (target !== undefined && resources?.requests?.[name] === undefined)
      place
        .at(name)
        .error(
          `got a target of ${target} % of the requested ${name}, but none is requested`,
          `add resources: { requests: { ${name}: "…" } }`,
        );
  return {
    min,
    max,
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
  };
}
