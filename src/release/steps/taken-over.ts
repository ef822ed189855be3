import { textsOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { annotationsOfObject, specOf } from "../../manifests/metadata";
import { parentRefsOf } from "../../manifests/backend-refs";
import { findIn } from "../../manifests/gateway-hosts";
import { CANARY, canaryOf } from "../flagger";
import type { FlaggerCanary } from "../flagger";
import { canary, deployment, service } from "./examples";
import { podsBehind, selectorOf } from "./pods";
import { ROUTE_KINDS } from "./routed";
import type { Step, StepCheck } from "./step-check";

const old = deployment("web-v1", "app: web, version: v1");
const released = deployment("web", "app: web") + canary();
const kept = service("app: web").replace(
  "namespace: shop}",
  "namespace: shop, annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}}",
);

export const takenOver: StepCheck = {
  id: "step/taken-over",
  demands:
    "What Flagger takes over stays until Flagger has made its own, and is never pruned.",
  why: "Flux deletes a Service that leaves the files at once; Flagger makes its own when the pods of its copy are ready, or at its next turn. Until then nobody can call the service.",
  old: old + service("app: web"),
  new: released,
  says: "got Service web gone in the step that hands it to Flagger, expected it to stay for this step",
  safe: [old + kept + released, old + released, released],
  order: [
    "write the Canary and its Deployment beside what stands; write the annotation kustomize.toolkit.fluxcd.io/prune: disabled on the Service and the VirtualService",
    "when kubectl get canary says Initialized, leave the Service and the routes to Flagger: take them out of the files",
    "when the Service selects the pods of -primary, take away the old pods and the DestinationRule",
  ],
  run: (step, refuse) => {
    for (const manifest of step.after.kind(CANARY)) {
      const { identity } = manifest;
      const had = step.before.find(
        CANARY,
        identity.namespace ?? "",
        identity.name,
      );
      const left = leftTo(canaryOf(manifest), step);
      for (const { identity: own } of had ? left.filter(isPruned) : left)
        refuse(
          manifest,
          had
            ? `got ${own.kind} ${own.name} out of the files with nothing that keeps it, expected kustomize.toolkit.fluxcd.io/prune: disabled on it before: it is deleted until Flagger's next turn`
            : `got ${own.kind} ${own.name} gone in the step that hands it to Flagger, expected it to stay for this step`,
        );
      if (!had || left.some(isPruned)) continue;
      for (const { identity: own } of goneWith(left, canaryOf(manifest), step))
        refuse(
          manifest,
          `got ${own.kind} ${own.name} taken away in the step that leaves the service to Flagger, expected it to go a step later: until Flagger's next turn requests still go there`,
        );
    }
  },
};

/** What leaves the files for Flagger: the Service, and the route through which requests come from outside. */
function leftTo(
  { namespace, service }: FlaggerCanary,
  { before, after }: Step,
): readonly Manifest[] {
  return ["/Service", ...ROUTE_KINDS].flatMap((groupKind) => {
    const own = findIn(before, groupKind, namespace, service);
    const isNeeded = own && (groupKind === "/Service" || isEntrance(own));
    return isNeeded && !findIn(after, groupKind, namespace, service)
      ? [own]
      : [];
  });
}

function isEntrance(route: Manifest): boolean {
  return (
    textsOf(specOf(route)["gateways"]).some((name) => name !== "mesh") ||
    parentRefsOf(route).some(({ isService }) => !isService)
  );
}

/** By Flux, Argo CD or Helm: they delete what is in the files no more, but what says so. */
function isPruned(manifest: Manifest): boolean {
  const annotations = annotationsOfObject(manifest);
  return !(
    annotations["kustomize.toolkit.fluxcd.io/prune"] === "disabled" ||
    annotations["helm.sh/resource-policy"] === "keep" ||
    (annotations["argocd.argoproj.io/sync-options"] ?? "").includes(
      "Prune=false",
    )
  );
}

/** Pods that the Service still leads to, and that go as well. */
function goneWith(
  left: readonly Manifest[],
  { target }: FlaggerCanary,
  { before, after }: Step,
): readonly Manifest[] {
  return left
    .filter(({ identity }) => groupKindOf(identity) === "/Service")
    .filter((own) => Object.keys(selectorOf(own)).length > 0)
    .flatMap((own) => podsBehind(before, own, {}))
    .map(({ manifest }) => manifest)
    .filter(
      ({ identity }) =>
        identity.name !== target.name &&
        !after.find(
          groupKindOf(identity),
          identity.namespace ?? "",
          identity.name,
        ),
    );
}
