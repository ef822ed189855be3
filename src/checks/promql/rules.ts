import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { parse } from "../../promql/parse";
import type { Query } from "./query";
import { field, isRecord, list, textOf, texts } from "./fields";
import { rulesFiles } from "./rules-file";
import type { Source } from "./source";
import { sourcesOf } from "./sources";

/** A rule as Prometheus would load it, and where it stands. */
export interface Rule extends Query {
  /** The way to the rule; in a ConfigMap it goes on into the text of the key. */
  readonly path: Path;
  readonly kind: "alert" | "record";
  readonly name: string;
  readonly group: string;
  /** The way to its group, and how often that is evaluated, as written. */
  readonly groupPath: Path;
  readonly interval?: string;
  /** The expression as written. */
  readonly text: string;
  readonly for?: string;
  readonly keepFiringFor?: string;
  /** The way to one of its labels, which may be its group's. */
  readonly labelAt: (name: string) => Path;
  readonly groupLabels: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
}

const read = new WeakMap<Index, readonly Rule[]>();

/** All rules of what was read: in PrometheusRules, ConfigMaps and plain files. */
export function rulesOf(index: Index): readonly Rule[] {
  const known = read.get(index);
  if (known) return known;
  const rules = index.all.flatMap(rulesIn);
  read.set(index, rules);
  return rules;
}

function rulesIn(manifest: Manifest): readonly Rule[] {
  const { object, identity } = manifest;
  const group = identity.apiVersion.replace(/\/.*/, "");
  if (identity.kind === "PrometheusRule" && group === "monitoring.coreos.com")
    return inGroups(manifest, field(object, "spec", "groups"), [
      "spec",
      "groups",
    ]);
  if (identity.kind === "ConfigMap" && identity.apiVersion === "v1")
    return rulesFiles(manifest).flatMap(({ path, content }) =>
      "value" in content
        ? inGroups(manifest, field(content.value, "groups"), [
            ...path,
            "groups",
          ])
        : [],
    );
  return identity.kind === ""
    ? inGroups(manifest, object["groups"], ["groups"])
    : [];
}

function inGroups(
  manifest: Manifest,
  groups: unknown,
  path: Path,
): readonly Rule[] {
  return list(groups).flatMap((group, g) =>
    list(field(group, "rules")).flatMap((rule, r) => {
      const one = readRule(manifest, group, rule, [...path, g], r);
      return one ? [one] : [];
    }),
  );
}

function readRule(
  manifest: Manifest,
  group: unknown,
  rule: unknown,
  groupPath: Path,
  number: number,
): Rule | undefined {
  if (!isRecord(rule)) return undefined;
  const path = [...groupPath, "rules", number];
  const { alert, record } = rule;
  const name = textOf(alert) ?? textOf(record);
  const text = textOf(rule["expr"]);
  if (name === undefined || text === undefined) return undefined;
  const { expr, problems } = parse(text);
  const labels = texts(rule["labels"]);
  const wait = textOf(rule["for"]);
  const keep = textOf(rule["keep_firing_for"]);
  const interval = textOf(field(group, "interval"));
  const kind = alert === undefined ? "record" : "alert";
  let sources: readonly Source[] | undefined;
  return {
    manifest,
    path,
    at: (...names) => [...path, ...names],
    kind,
    name,
    called: `${kind === "alert" ? "alert" : "recording"} ${name}`,
    group: textOf(field(group, "name")) ?? "",
    groupPath,
    ...(interval !== undefined && { interval }),
    text,
    written: ({ from, to }) => text.slice(from, to),
    ...(expr && { expr }),
    problems,
    sources: () => (sources ??= expr ? sourcesOf(expr) : []),
    ...(wait !== undefined && { for: wait }),
    ...(keep !== undefined && { keepFiringFor: keep }),
    labelAt: (name) => [
      ...(labels.has(name) ? path : groupPath),
      "labels",
      name,
    ],
    groupLabels: texts(field(group, "labels")),
    labels,
    annotations: texts(rule["annotations"]),
  };
}
