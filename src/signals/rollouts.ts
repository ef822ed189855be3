import { podOwner } from "../metrics/platform";
import type { Duration, Instant } from "../promql/build";
import { round } from "../promql/build";
import type { ServiceLabel } from "./base";
import { SERVICE } from "./base";
import { declaredWeight } from "./canary";

/**
 * 1 for each ReplicaSet that has pods and had none before: a rollout, or the
 * way back. Nothing where nothing was known before, as when kube-state-metrics
 * has been away.
 */
export function rollouts(
  namespace: string,
  before: Duration,
): Instant<"namespace" | "owner_name"> {
  const owned = podOwner.where({ namespace, owner_kind: "ReplicaSet" });
  const by = ["namespace", "owner_name"] as const;
  return owned
    .groupBy(...by)
    .unless(owned.offset(before).groupBy(...by))
    .and(owned.offset(before).groupBy("namespace"), { on: ["namespace"] });
}

/** 1 for each canary's declared weight, in percent, that was another before. */
export function weightChanges(
  namespace: string,
  before: Duration,
): Instant<ServiceLabel | "percent"> {
  const declared = declaredWeight.where({
    destination_service_namespace: namespace,
  });
  return round(declared.mul(100))
    .countValues("percent", ...SERVICE)
    .unless(
      round(declared.offset(before).mul(100)).countValues(
        "percent",
        ...SERVICE,
      ),
    );
}
