import type { IConstruct } from "constructs";
import type { Place } from "../problems/place";
import type { TelemetrySettings } from "../mesh/telemetry";
import type { KnownProviders } from "../platform/providers";
import { checkProvider } from "../platform/providers";

/** The providers that an app defines, where it describes Istio itself. */
const defined = new WeakMap<IConstruct, KnownProviders>();

/** Adds an installation's providers to those of its app. */
export function defineProviders(
  { node }: IConstruct,
  providers: KnownProviders,
): void {
  defined.set(
    node.root,
    new Map([...(defined.get(node.root) ?? []), ...providers]),
  );
}

/**
 * Reports providers that a Telemetry names and its app's Istio does not define;
 * Istio would say nothing and send nothing. Where no part of the app describes
 * Istio, its providers are not known.
 */
export function checkProviders(
  { node }: IConstruct,
  { accessLog, tracing }: TelemetrySettings,
  at: Place,
): void {
  const known = defined.get(node.root);
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
