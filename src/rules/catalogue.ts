import type { MeshDescription } from "../mesh/mesh";
import type { Service } from "../mesh/service";
import type { Catalogue as Emitted } from "../metrics/catalogue";
import { catalogueOf, standardMetrics } from "../metrics/catalogue";
import type { Catalogue } from "../promql/catalogue";
import { infer } from "../promql/infer";
import { meshRecordings } from "./mesh-recordings";

/** What rules may read: what the mesh emits, and what its recordings make of it. */
export interface Known {
  readonly catalogue: Catalogue;
  readonly emitted: Emitted;
}

/** Names that only Istio's metrics have, so one that is not known is misspelt. */
const ISTIO = /^(istio|pilot|citadel|galley|sidecar_injection)_/;

export function knownTo(mesh?: MeshDescription, service?: Service): Known {
  const emitted: Emitted = mesh
    ? catalogueOf(mesh, service)
    : { metrics: standardMetrics(), gone: [] };
  const recordings = new Map<string, ReadonlySet<string>>();
  const catalogue: Catalogue = {
    metric: (name) => {
      const recording = recordings.get(name);
      if (recording) return { type: "gauge", labels: recording };
      const metric = emitted.metrics.get(name);
      return metric && { type: metric.type, labels: new Set(metric.labels) };
    },
    isMissing: (name) =>
      ISTIO.test(name) || emitted.gone.some(({ metric }) => metric === name),
    names: () => [...emitted.metrics.keys(), ...recordings.keys()],
  };
  if (mesh)
    for (const { record, query } of meshRecordings(mesh)) {
      const { labels } = infer(query.expr, catalogue);
      if (labels.may) recordings.set(record, new Set(labels.may));
    }
  return { catalogue, emitted };
}
