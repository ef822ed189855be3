import { placeOf, routesOfStep } from "./routes-both";
import { BOTH, split, subsets } from "./examples";
import type { StepCheck } from "./step-check";

const OF_A_SERVICE = [
  "give the Service no requests: weight 0, no match and no mirror; keep the Service",
  "when that is applied, drop the Service",
];

export const subsetDropped: StepCheck = {
  id: "step/subset-dropped",
  demands: "A Service or a subset goes after the routes to it.",
  why: "Until the new route has arrived everywhere, proxies route to something that is not there and answer 503 or 500.",
  old: BOTH + subsets("v1", "v2") + split({ v1: 90, v2: 10 }),
  new: BOTH + subsets("v1") + split({ v1: 100 }),
  says: "got subset v2 of web dropped while the VirtualService that stands routes to it, expected it to stay for this step",
  safe: [
    BOTH + subsets("v1", "v2") + split({ v1: 100, v2: 0 }),
    BOTH + subsets("v1") + split({ v1: 100 }),
  ],
  order: [
    "give the subset no requests: weight 0, no match and no mirror; keep the subset",
    "when that is applied, drop the subset",
  ],
  run: (step, refuse) => {
    for (const { routed, side, before, after } of routesOfStep(step))
      if (side === "before" && before.stands && !after.stands)
        refuse(
          routed.manifest,
          `got ${placeOf(routed, after)} dropped while the ${routed.manifest.identity.kind} that stands routes to it, expected it to stay for this step`,
          routed.subset === "" ? OF_A_SERVICE : undefined,
        );
  },
};
