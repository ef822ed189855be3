import { Chart } from "cdk8s";
import type { IConstruct } from "constructs";

const layers = new WeakMap<IConstruct, () => IConstruct>();

/** Says where CRDs of whatever stands below a construct go: before all of it. */
export function setCrdsLayer(
  construct: IConstruct,
  layer: () => IConstruct,
): void {
  layers.set(construct, layer);
}

/** A chart in the layer of the CRDs; absent where there are no layers. */
export function crdsChart(
  construct: IConstruct,
  id: string,
): Chart | undefined {
  for (const scope of [...construct.node.scopes].reverse()) {
    const layer = layers.get(scope);
    if (layer) return new Chart(layer() as Chart, id);
  }
  return undefined;
}
