import { placeOf, routesOfStep } from "./routes-both";
import { BOTH, split, subsets, VERSIONS } from "./examples";
import type { StepCheck } from "./step-check";
import { nameOfPods } from "./words";

export const versionAhead: StepCheck = {
  id: "step/version-ahead",
  demands: "Pods come before the routes to them.",
  why: "A route is applied in a moment, pods need a while to become ready: what is routed to them before is answered with 503.",
  old:
    VERSIONS.v1 +
    VERSIONS.service +
    subsets("v1", "v2") +
    split({ v1: 100, v2: 0 }),
  new: BOTH + subsets("v1", "v2") + split({ v1: 90, v2: 10 }),
  says: "got requests for subset v2 of web, whose Deployment web-v2 comes in the same step, expected its pods to stand before",
  safe: [
    BOTH + subsets("v1", "v2") + split({ v1: 100, v2: 0 }),
    BOTH + subsets("v1", "v2") + split({ v1: 90, v2: 10 }),
  ],
  order: [
    "write the pods, and no route to them: weight 0, no match, no mirror",
    "when they are ready, write the route",
  ],
  run: (step, refuse) => {
    for (const one of routesOfStep(step)) {
      const { routed, side, before, after } = one;
      if (!before.isKnown || !after.isKnown) continue;
      if (side !== "after" || !one.isVersion || one.isStanding) continue;
      if (!before.stands) continue;
      if (before.pods.length === 0 && after.pods.length > 0)
        refuse(
          routed.manifest,
          `got requests for ${placeOf(routed, before)}, whose ${nameOfPods(after.pods)} comes in the same step, expected its pods to stand before`,
        );
    }
  },
};
