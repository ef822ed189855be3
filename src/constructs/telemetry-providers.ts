import type { IConstruct } from "constructs";
import type { Place } from "../problems/place";
import type { TelemetrySettings } from "../mesh/telemetry";
import type { KnownProviders } from "../platform/providers";
import { checkProvider } from "../platform/providers";
import { clusterOf } from "./output";

/** The providers that an app defines where it describes Istio itself, by cluster. */
const defined = new WeakMap<IConstruct, Map<string, KnownProviders>>();

/** Adds an installation's providers to those of its app's cluster. */
export function defineProviders(
  construct: IConstruct,
  providers: KnownProviders,
): void {
  const { root } = construct.node;
  const cluster = clusterOf(construct);
  const clusters = defined.get(root) ?? new Map<string, KnownProviders>();
  defined.set(root, clusters);
  clusters.set(
    cluster,
    new Map([...(clusters.get(cluster) ?? []), ...providers]),
  );
}

/**
 * Reports providers that a Telemetry names and its cluster's Istio does not define;
 * Istio would say nothing and send nothing. Where no part of the app describes
 * Istio, its providers are not known.
 */
export function checkProviders(
  construct: IConstruct,
  { accessLog, tracing }: TelemetrySettings,
  at: Place,
): void {
  const known = defined.get(construct.node.root)?.get(clusterOf(construct));
  if (!known) return;
  if (tracing?.provider !== undefined)
    checkProvider(
      tracing.provider,
      "tracing",
      known,
      at.at("tracing").at("provider"),
    );
  accessLog?.providers?.forEach((name, index) =>
    checkProvider(
      name,
      "accessLog",
      known,
      at.at("accessLog").at("providers").at(index),
    ),
  );
}
