import { destinationsOf } from "../../manifests/destinations";
import { down, fieldsOf, isSet, listOf, textOf } from "../../manifests/fields";
import type { Fields } from "../../manifests/fields";
import { serviceOfHost } from "../../manifests/hosts";
import { groupKindOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { ROLLOUT } from "../engine-words";
import type { Step } from "./step-check";

const VIRTUAL_SERVICE = "networking.istio.io/VirtualService";

/**
 * Whether a Rollout has pods before a step. It has none while its VirtualService
 * does not lead to both of its versions: Argo Rollouts calls it invalid then, and
 * makes no ReplicaSet (argoproj/argo-rollouts, rollout/controller.go:
 * getRolloutValidationErrors). Of a VirtualService that is in no file nothing is told.
 */
export function hasRoutes({ before, after }: Step, rollout: Manifest): boolean {
  if (groupKindOf(rollout.identity) !== ROLLOUT) return true;
  const canary = fieldsOf(down(specOf(rollout)["strategy"], "canary"));
  const istio = fieldsOf(down(canary["trafficRouting"], "istio"));
  return [...listOf(istio["virtualServices"]), istio["virtualService"]]
    .filter(isSet)
    .every((named) => {
      const [name = "", namespace = namespaceOf(rollout)] = textOf(
        fieldsOf(named)["name"],
      ).split(".");
      const stands = before.find(VIRTUAL_SERVICE, namespace, name);
      return stands
        ? leadsToBoth(stands, canary, istio)
        : !after.find(VIRTUAL_SERVICE, namespace, name);
    });
}

/** Two subsets of one host, or two Services. */
function leadsToBoth(
  virtualService: Manifest,
  canary: Fields,
  istio: Fields,
): boolean {
  const namespace = namespaceOf(virtualService);
  const destinations = destinationsOf(virtualService);
  const rule = fieldsOf(istio["destinationRule"]);
  return isSet(rule["name"])
    ? ["stableSubsetName", "canarySubsetName"].every((field) =>
        destinations.some(({ subset }) => subset === textOf(rule[field])),
      )
    : ["stableService", "canaryService"].every((field) =>
        destinations.some(
          ({ host }) =>
            serviceOfHost(host, namespace) ===
            `${namespace}/${textOf(canary[field])}`,
        ),
      );
}
