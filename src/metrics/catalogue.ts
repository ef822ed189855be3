import "./istio";
import "./istiod";
import "./platform";
import type { MeshDescription } from "../mesh/mesh";
import type { Service } from "../mesh/service";
import type { MetricOverride } from "../mesh/telemetry";
import type { Metric } from "./define";
import { defined, TARGET_LABELS } from "./define";

/** A change that a Telemetry makes, and where the description asks for it. */
export interface Change {
  readonly metric: string;
  /** The label; absent where the whole metric is switched off. */
  readonly label?: string;
  readonly where: string;
}

/** The metrics that a mesh emits, and what its Telemetry took away. */
export interface Catalogue {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly gone: readonly Change[];
}

let standard: ReadonlyMap<string, Metric> | undefined;

/** What every mesh emits, with neither custom metrics nor Telemetry. */
export function standardMetrics(): ReadonlyMap<string, Metric> {
  return (standard ??= new Map(
    defined().map((metric) => [metric.name, metric]),
  ));
}

/**
 * What a mesh (or, with its Telemetry on top, one of its services) emits:
 * custom metrics join, labels that were set are there, labels that were removed
 * and metrics that were switched off are not.
 */
export function catalogueOf(
  mesh: MeshDescription,
  service?: Service,
): Catalogue {
  const metrics = new Map(standardMetrics());
  for (const { metric, type, labels } of mesh.metrics)
    metrics.set(metric, {
      name: metric,
      type,
      unit: "events",
      help: "A custom metric of this mesh.",
      labels: [...Object.keys(labels), ...TARGET_LABELS],
    });
  const gone: Change[] = [];
  const apply = (
    overrides: readonly MetricOverride[] | undefined,
    owner: string,
  ): void =>
    (overrides ?? []).forEach((override, index) =>
      change(override, `${owner}, telemetry.metrics[${index}]`, metrics, gone),
    );
  apply(mesh.telemetry?.metrics, `mesh ${mesh.name}`);
  if (service) apply(service.telemetry?.metrics, `service ${service.name}`);
  return { metrics, gone };
}

/** A change at one reporter only leaves the label on the other's series, so it counts as there. */
function change(
  override: MetricOverride,
  where: string,
  metrics: Map<string, Metric>,
  gone: Change[],
): void {
  const { set = {}, remove = [], disabled } = override;
  const names = override.metric
    ? [override.metric]
    : [...metrics.keys()].filter((name) => STANDARD.test(name));
  for (const name of names) {
    const metric = metrics.get(name);
    if (!metric) continue;
    if (disabled === true) {
      metrics.delete(name);
      gone.push({ metric: name, where });
      continue;
    }
    metrics.set(name, {
      ...metric,
      labels: [...new Set([...metric.labels, ...Object.keys(set)])].filter(
        (label) => !remove.includes(label),
      ),
    });
    for (const label of remove) gone.push({ metric: name, label, where });
  }
}

const STANDARD = /^istio_(request|response|tcp)/;
