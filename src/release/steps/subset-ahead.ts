import { placeOf, routesOfStep } from "./routes-both";
import { BOTH, split, subsets } from "./examples";
import type { StepCheck } from "./step-check";

const OF_A_SERVICE = [
  "write the version's Service and its pods, and no route to them: weight 0, no match, no mirror",
  "when that is applied and the pods are ready, write the route",
];

export const subsetAhead: StepCheck = {
  id: "step/subset-ahead",
  demands: "A Service or a subset comes before the routes to it.",
  why: "A VirtualService that arrives before its DestinationRule routes to a subset that is not there yet, an HTTPRoute that arrives before a version's Service to a Service that is not: 503 or 500 until it is. Nothing says which of the two comes first.",
  old: BOTH + subsets("v1") + split({ v1: 100 }),
  new: BOTH + subsets("v1", "v2") + split({ v1: 90, v2: 10 }),
  says: "got requests for subset v2 of web, which does not stand yet, expected it to come a step before",
  safe: [
    BOTH + subsets("v1", "v2") + split({ v1: 100, v2: 0 }),
    BOTH + subsets("v1", "v2") + split({ v1: 90, v2: 10 }),
  ],
  order: [
    "write the subset and its pods, and no route to them: weight 0, no match, no mirror",
    "when that is applied and the pods are ready, write the route",
  ],
  run: (step, refuse) => {
    for (const { routed, side, before, after, isStanding } of routesOfStep(
      step,
    ))
      if (side === "after" && after.service && !before.stands && !isStanding)
        refuse(
          routed.manifest,
          `got requests for ${placeOf(routed, before)}, which does not stand yet, expected it to come a step before`,
          routed.subset === "" ? OF_A_SERVICE : undefined,
        );
  },
};
