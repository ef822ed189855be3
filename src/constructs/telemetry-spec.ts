import type {
  MetricOverride,
  SpanTag,
  TelemetrySettings,
  TracingSettings,
} from "../mesh/telemetry";
import { STANDARD_METRICS } from "../mesh/telemetry";
import type { Raw } from "../mesh/shape";

/** One Telemetry's spec from what several parts ask of one scope. */
export function telemetrySpec(
  parts: readonly TelemetrySettings[],
  selector: Readonly<Record<string, string>> | undefined,
): Raw {
  const overrides = metricOverrides(
    parts.flatMap(({ metrics = [] }) => metrics),
  );
  const accessLog = parts.find((part) => part.accessLog)?.accessLog;
  const tracing = parts.find((part) => part.tracing)?.tracing;
  return {
    ...(selector && { selector: { matchLabels: selector } }),
    ...(overrides.length > 0 && { metrics: [{ overrides }] }),
    ...(accessLog && {
      accessLogging: [
        {
          ...(accessLog.providers && {
            providers: accessLog.providers.map((name) => ({ name })),
          }),
          ...(accessLog.filter !== undefined && {
            filter: { expression: accessLog.filter },
          }),
          ...(accessLog.disabled !== undefined && {
            disabled: accessLog.disabled,
          }),
        },
      ],
    }),
    ...(tracing && { tracing: [tracingSpec(tracing)] }),
  };
}

/** What a new part says otherwise than those before it. */
export function conflicts(
  parts: readonly TelemetrySettings[],
  next: TelemetrySettings,
): readonly string[] {
  const found: string[] = [];
  for (const field of ["accessLog", "tracing"] as const) {
    const before = parts.find((part) => part[field])?.[field];
    if (
      before &&
      next[field] &&
      JSON.stringify(before) !== JSON.stringify(next[field])
    )
      found.push(`two parts set ${field} of one scope differently`);
  }
  const known = new Map(
    parts.flatMap(({ metrics = [] }) => metrics.flatMap(changes)),
  );
  for (const [change, value] of (next.metrics ?? []).flatMap(changes)) {
    const before = known.get(change);
    if (before !== undefined && before !== value)
      found.push(
        `two parts change ${change} differently: ${before} and ${value}`,
      );
  }
  return found;
}

/** Each single change of an override, by name, with its value. */
function changes(
  override: MetricOverride,
): readonly (readonly [string, string])[] {
  const { set = {}, remove = [], disabled } = override;
  const metric = override.metric ?? "all metrics";
  const at =
    override.reporter === undefined ? "" : ` at the ${override.reporter}`;
  return [
    ...Object.entries(set).map(
      ([label, value]) => [`${label} of ${metric}${at}`, value] as const,
    ),
    ...remove.map(
      (label) => [`${label} of ${metric}${at}`, "removed"] as const,
    ),
    ...(disabled === undefined
      ? []
      : [[`${metric}${at}`, disabled ? "off" : "on"] as const]),
  ];
}

const MODES = { source: "CLIENT", destination: "SERVER" } as const;

/** Overrides of one metric and reporter become one entry, in order of first mention. */
function metricOverrides(given: readonly MetricOverride[]): readonly Raw[] {
  const byMatch = new Map<string, MetricOverride[]>();
  for (const override of given) {
    const match = `${override.metric} ${override.reporter}`;
    byMatch.set(match, [...(byMatch.get(match) ?? []), override]);
  }
  return [...byMatch.values()].map((overrides) => {
    const { metric, reporter } = overrides[0] ?? {};
    const tagOverrides = Object.fromEntries(overrides.flatMap(tags));
    const disabled = overrides.find((o) => o.disabled !== undefined)?.disabled;
    return {
      match: {
        metric: metric === undefined ? "ALL_METRICS" : STANDARD_METRICS[metric],
        ...(reporter && { mode: MODES[reporter] }),
      },
      ...(disabled !== undefined && { disabled }),
      ...(Object.keys(tagOverrides).length > 0 && { tagOverrides }),
    };
  });
}

function tags({
  set = {},
  remove = [],
}: MetricOverride): readonly [string, Raw][] {
  return [
    ...Object.entries(set).map(([label, value]): [string, Raw] => [
      label,
      { operation: "UPSERT", value },
    ]),
    ...remove.map((label): [string, Raw] => [label, { operation: "REMOVE" }]),
  ];
}

function tracingSpec(tracing: TracingSettings): Raw {
  const { provider, sampling, tags: spanTags, disabled } = tracing;
  return {
    ...(provider !== undefined && { providers: [{ name: provider }] }),
    ...(sampling !== undefined && { randomSamplingPercentage: sampling }),
    ...(disabled !== undefined && { disableSpanReporting: disabled }),
    ...(spanTags && {
      customTags: Object.fromEntries(
        Object.entries(spanTags).map(([name, tag]) => [name, customTag(tag)]),
      ),
    }),
  };
}

function customTag(tag: SpanTag): Raw {
  if ("literal" in tag) return { literal: { value: tag.literal } };
  const [form, name] =
    "environment" in tag
      ? ["environment", tag.environment]
      : ["header", tag.header];
  return {
    [form]: {
      name,
      ...(tag.default !== undefined && { defaultValue: tag.default }),
    },
  };
}
