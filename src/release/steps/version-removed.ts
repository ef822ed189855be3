import { placeOf, routesOfStep } from "./routes-both";
import { BOTH, split, subsets, VERSIONS } from "./examples";
import type { StepCheck } from "./step-check";
import { nameOfPods } from "./words";

export const versionRemoved: StepCheck = {
  id: "step/version-removed",
  demands: "Pods go after the routes to them.",
  why: "Requests that are still routed to them find no healthy upstream and are answered with 503.",
  old: BOTH + subsets("v1", "v2") + split({ v1: 90, v2: 10 }),
  new:
    VERSIONS.v1 +
    VERSIONS.service +
    subsets("v1", "v2") +
    split({ v1: 100, v2: 0 }),
  says: "got Deployment web-v2 taken away while the VirtualService that stands routes to subset v2 of web, expected its pods to stay for this step",
  safe: [
    BOTH + subsets("v1", "v2") + split({ v1: 100, v2: 0 }),
    VERSIONS.v1 +
      VERSIONS.service +
      subsets("v1", "v2") +
      split({ v1: 100, v2: 0 }),
  ],
  order: [
    "give the version no requests: weight 0, no match and no mirror; keep its pods",
    "when that is applied, take the pods away",
  ],
  run: (step, refuse) => {
    for (const one of routesOfStep(step)) {
      const { routed, side, before, after } = one;
      if (!before.isKnown || !after.isKnown) continue;
      if (side !== "before" || !one.isVersion || !after.stands) continue;
      if (before.pods.length > 0 && after.pods.length === 0)
        refuse(
          routed.manifest,
          `got ${nameOfPods(before.pods)} taken away while the ${routed.manifest.identity.kind} that stands routes to ${placeOf(routed, before)}, expected its pods to stay for this step`,
        );
    }
  },
};
