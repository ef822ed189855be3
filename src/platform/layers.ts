import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { dnsLabel, dnsSubdomain, duration } from "../mesh/scalars";
import { isObject, oneOf, optional, shape, text } from "../mesh/shape";

/** What a cluster gets one after the other: each needs what stands before. */
export const LAYERS = ["crds", "istio", "addons", "services"] as const;
export type LayerName = (typeof LAYERS)[number];

/** Where Flux finds the folders. */
export interface SourceProps {
  /** @default "GitRepository" */
  readonly kind?: "GitRepository" | "OCIRepository" | "Bucket";
  readonly name: string;
}

export interface LayersProps {
  /** Flux waits for each layer; with kubectl, people do: see docs/layers.md. */
  readonly by: "flux" | "kubectl";
  /** For Flux alone. */
  readonly source?: SourceProps;
  /** The folder dist/, in the source. @default "./dist" */
  readonly path?: string;
  /** Where Flux runs. @default "flux-system" */
  readonly namespace?: string;
  /** How often Flux compares. @default "10m" */
  readonly interval?: string;
  /** How long a layer may take before it counts as failed. @default "15m" */
  readonly timeout?: string;
}

export interface Layers {
  /** Absent for kubectl. */
  readonly source?: Required<SourceProps>;
  readonly path: string;
  readonly namespace: string;
  readonly interval: string;
  readonly timeout: string;
}

const layersShape = shape<LayersProps>({
  by: oneOf("flux", "kubectl"),
  source: optional(
    shape<SourceProps>({
      kind: optional(oneOf("GitRepository", "OCIRepository", "Bucket")),
      name: dnsSubdomain,
    }),
  ),
  path: optional(text),
  namespace: optional(dnsLabel),
  interval: optional(duration),
  timeout: optional(duration),
});

export function describeLayers(given: LayersProps): Described<Layers> {
  const problems: Problem[] = [];
  const at = new Place("layers", problems);
  layersShape(given, at);
  if (hasErrors(problems) || !isObject(given)) return { problems };
  const { by, source } = given;
  if (by === "flux" && !source)
    at.at("source").wrong(
      source,
      "where Flux finds the folders",
      'write source: { name: "shop" }, a GitRepository\'s name',
    );
  if (by === "kubectl" && source)
    at.at("source").error(
      "got a source, which only Flux reads",
      "leave it out, or write by: 'flux'",
    );
  const value: Layers = {
    ...(source && {
      source: { kind: source.kind ?? "GitRepository", name: source.name },
    }),
    path: given.path ?? "./dist",
    namespace: given.namespace ?? "flux-system",
    interval: given.interval ?? "10m",
    timeout: given.timeout ?? "15m",
  };
  return hasErrors(problems) ? { problems } : { value, problems };
}

/** `1-crds`: in the order in which they are needed, also for people. */
export function folderOf(layer: LayerName): string {
  return `${LAYERS.indexOf(layer) + 1}-${layer}`;
}
