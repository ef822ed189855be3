import { placeOf, routesOfStep } from "./routes-both";
import type { Found } from "./routes-both";
import { BOTH, deployment, split, subsets, VERSIONS } from "./examples";
import { podsBefore, selectorOf, standing } from "./pods";
import { hasRoutes } from "./rollout-routes";
import type { Step, StepCheck } from "./step-check";
import { nameOfPods } from "./words";

const green = deployment("web-green", "app: web, version: v1");

export const podsReplaced: StepCheck = {
  id: "step/pods-replaced",
  demands: "Behind a route some pods stand through the whole step.",
  why: "Where all pods go and others come, or labels change on both sides, there is a moment in which the route leads to none.",
  old: BOTH + subsets("v1", "v2") + split({ v1: 100, v2: 0 }),
  new:
    green +
    VERSIONS.v2 +
    VERSIONS.service +
    subsets("v1", "v2") +
    split({ v1: 100, v2: 0 }),
  says: "got Deployment web-green in place of Deployment web-v1 behind subset v1 of web, expected some pods to stand through the step",
  safe: [
    BOTH + green + subsets("v1", "v2") + split({ v1: 100, v2: 0 }),
    green +
      VERSIONS.v2 +
      VERSIONS.service +
      subsets("v1", "v2") +
      split({ v1: 100, v2: 0 }),
  ],
  order: [
    "write the new pods beside the old ones, with labels that both are found by",
    "when they are ready, take the old ones away",
  ],
  run: (step, refuse) => {
    for (const { routed, before, after, isVersion } of routesOfStep(step)) {
      if (!isVersion || !before.stands || !after.stands) continue;
      if (before.pods.length === 0 || after.pods.length === 0) continue;
      const gone = before.pods.filter(({ manifest }) =>
        hasRoutes(step, manifest),
      );
      if (!stand(step, before, after))
        refuse(
          routed.manifest,
          `got ${nameOfPods(after.pods)} in place of ${nameOfPods(gone)} behind ${placeOf(routed, before)}, expected some pods to stand through the step`,
        );
    }
  },
};

/** Whether some pods are found all the time, whichever of the objects comes first. */
function stand(step: Step, before: Found, after: Found): boolean {
  return [before, after].every(({ service }) =>
    [before, after].every(
      ({ subset }) =>
        service !== undefined &&
        subset !== undefined &&
        standing(step, podsBefore(step, service, subset), {
          ...selectorOf(service),
          ...subset,
        }).length > 0,
    ),
  );
}
