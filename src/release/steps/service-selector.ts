import { namespaceOf } from "../../manifests/metadata";
import { selectorText } from "../../manifests/selector";
import { deployment, service } from "./examples";
import { podsBefore, podsBehind, selectorOf, standing } from "./pods";
import type { StepCheck } from "./step-check";
import { calledIn, versionServicesOf } from "./version-services";
import { nameOfPods } from "./words";

const old = deployment("web", "app: web");

export const serviceSelector: StepCheck = {
  id: "step/service-selector",
  demands: "Behind a Service some pods stand through the whole step.",
  why: "A Service whose selector takes only pods that are still to come has no endpoints until they are ready, and one whose pods go before others are ready has none either.",
  old: old + service("app: web"),
  new: deployment("shop-web", "app: shop-web") + service("app: shop-web"),
  says: "got Service web to select app=shop-web instead of app=web, and none of its pods stands before and after, expected some to",
  safe: [
    old + deployment("shop-web", "app: shop-web") + service("app: web"),
    old + deployment("shop-web", "app: shop-web") + service("app: shop-web"),
    deployment("shop-web", "app: shop-web") + service("app: shop-web"),
  ],
  order: [
    "write the new pods beside the old ones; the Service selects the old ones",
    "when they are ready, let the Service select the new ones",
    "take the old pods away",
  ],
  run: (step, refuse) => {
    const versions = versionServicesOf(step);
    for (const now of step.after.kind("/Service")) {
      const { name, namespace = "" } = now.identity;
      const service = `${namespaceOf(now)}/${name}`;
      // One that stands for a version is judged by the routes to it.
      if (versions.has(service) && !calledIn(step.before).has(service))
        continue;
      const old = step.before.find("/Service", namespace, name);
      if (!old) continue;
      const [was, is] = [selectorOf(old), selectorOf(now)];
      if (Object.keys(was).length === 0 || Object.keys(is).length === 0)
        continue;
      const before = podsBefore(step, old, {});
      const after = podsBehind(step.after, now, {});
      if (before.length === 0) continue;
      // The Service may still be the old one, or already the new one.
      const changed = selectorText(was) !== selectorText(is);
      const chosen = podsBefore(step, now, {});
      if (
        standing(step, before, was).length > 0 &&
        (!changed || standing(step, chosen, is).length > 0)
      )
        continue;
      refuse(
        now,
        changed
          ? `got Service ${name} to select ${selectorText(is)} instead of ${selectorText(was)}, and none of its pods stands before and after, expected some to`
          : `got ${nameOfPods(after) || "no pods"} in place of ${nameOfPods(before)} behind Service ${name} in ${namespaceOf(now)}, expected some pods to stand through the step`,
      );
    }
  },
};
