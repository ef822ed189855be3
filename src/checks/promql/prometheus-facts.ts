import type { Index } from "../../manifests/index-of";
import { milliseconds } from "../../promql/duration";
import { field, textOf, texts } from "./fields";

/** What the operator's Prometheus objects among what was read say of their servers. */
export interface PrometheusFacts {
  /** How long samples are kept, in milliseconds, and as written; absent where nobody says. */
  readonly retention?: { readonly size: number; readonly text: string };
  /** How far a query looks back for a sample, in milliseconds. */
  readonly lookback: number;
  /** The labels that each server adds to whatever leaves it. */
  readonly external: readonly ReadonlySet<string>[];
  /** Somebody adds the rule's namespace to all alerts. */
  readonly addsNamespace: boolean;
}

const known = new WeakMap<Index, PrometheusFacts>();

export function prometheusFacts(index: Index): PrometheusFacts {
  const before = known.get(index);
  if (before) return before;
  const found = gather(index);
  known.set(index, found);
  return found;
}

/** Which of several servers loads a rule is not known, so the most generous counts. */
function gather(index: Index): PrometheusFacts {
  const specs = index
    .kind("monitoring.coreos.com/Prometheus")
    .map(({ object }) => object["spec"]);
  const kept = specs.map(retentionOf);
  const longest = kept.toSorted((a, b) => b.size - a.size)[0];
  return {
    ...(longest && Number.isFinite(longest.size) && { retention: longest }),
    lookback: Math.max(
      FIVE_MINUTES,
      ...specs.map(
        (spec) =>
          milliseconds(textOf(field(spec, "query", "lookbackDelta")) ?? "") ??
          0,
      ),
    ),
    external: specs.map(externalOf),
    addsNamespace: specs.some(
      (spec) => field(spec, "enforcedNamespaceLabel") !== undefined,
    ),
  };
}

const FIVE_MINUTES = 300_000;

/** https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec */
function retentionOf(spec: unknown) {
  const text =
    textOf(field(spec, "retention")) ??
    (field(spec, "retentionSize") === undefined ? "24h" : "");
  const remote = field(spec, "remoteRead") !== undefined;
  return { text, size: remote ? Infinity : (milliseconds(text) ?? Infinity) };
}

/** Those that are written, and the two that the operator adds. */
function externalOf(spec: unknown): ReadonlySet<string> {
  return new Set([
    ...texts(field(spec, "externalLabels")).keys(),
    textOf(field(spec, "prometheusExternalLabelName")) ?? "prometheus",
    textOf(field(spec, "replicaExternalLabelName")) ?? "prometheus_replica",
  ]);
}
