import { findIn } from "../../manifests/gateway-hosts";
import { CANARY, canaryOf } from "../flagger";
import type { FlaggerCanary } from "../flagger";
import { specOf } from "../../manifests/metadata";
import { canary, deployment, service } from "./examples";
import { standing } from "./pods";
import { serviceNamed } from "./routed";
import type { Step, StepCheck } from "./step-check";
import { workloadOf } from "../../manifests/workloads";

const web = deployment("web", "app: web") + service("app: web");

export const handedBack: StepCheck = {
  id: "step/handed-back",
  demands: "A Canary of Flagger goes when it gives back what it took.",
  why: "What Flagger made goes with its Canary: the Deployment -primary, whose pods users reach, and the Services that were not there before. The Service that was there still selects those pods, and the Deployment is scaled to nothing.",
  old: web + canary(),
  new: web,
  says: "got Canary web taken away, and with it Deployment web-primary, which has the pods that users reach, expected revertOnDeletion: true in it before",
  safe: [web + canary("revertOnDeletion: true, "), web],
  order: [
    "write revertOnDeletion: true into the Canary",
    "when that is applied, take the Canary away: Flagger scales the Deployment up and gives the Service its selector before it lets go",
  ],
  run: (step, refuse) => {
    for (const manifest of step.before.kind(CANARY)) {
      const { identity } = manifest;
      if (step.after.find(CANARY, identity.namespace ?? "", identity.name))
        continue;
      const own = canaryOf(manifest);
      const { namespace, service, target } = own;
      const now = serviceNamed(step.after, `${namespace}/${service}`);
      const stays = findIn(
        step.after,
        target.groupKind,
        namespace,
        target.name,
      );
      // Who takes all of it away wants it gone.
      if (!now && !stays) continue;
      const goes = `got Canary ${identity.name} taken away, and with it Deployment ${target.name}-primary, which has the pods that users reach`;
      if (!serviceNamed(step.before, `${namespace}/${service}`))
        refuse(
          manifest,
          `${goes}, and Service ${service}, expected what comes in their place to stand before`,
          ownedOrder(identity.name, namespace),
        );
      else if (!now || !isTargetStanding(own, step))
        refuse(
          manifest,
          `${goes}, expected Deployment ${target.name} and Service ${service} to stand through the step`,
        );
      else if (specOf(manifest)["revertOnDeletion"] !== true)
        refuse(
          manifest,
          `${goes}, expected revertOnDeletion: true in it before`,
        );
    }
  },
};

function isTargetStanding(
  { namespace, target }: FlaggerCanary,
  step: Step,
): boolean {
  const found = findIn(step.before, target.groupKind, namespace, target.name);
  const workload = found && workloadOf(found);
  return workload !== undefined && standing(step, [workload]).length > 0;
}

/** Where the Service is Flagger's own, it goes whatever the Canary says. */
function ownedOrder(name: string, namespace: string): readonly string[] {
  return [
    "write the pods that are to come, with labels that the Service to come selects, beside the Canary and its Deployment",
    `when they are ready, and no release is under way: kubectl delete canary ${name} -n ${namespace} --cascade=orphan, which leaves all that Flagger made as it stands; with Flux, suspend its Kustomization before`,
    'write the Service, and no Canary: --allow step/handed-back="deleted with --cascade=orphan"; then the routes, and then delete what is left of Flagger\'s by hand',
  ];
}
