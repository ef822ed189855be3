import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import type { Asker } from "./query";
import { field, isRecord, list, textOf, texts } from "./fields";
import { rulesFiles } from "./rules-file";

/** A rule as it is written, and where it stands; its expression is not yet read. */
export interface WrittenRule extends Asker {
  /** The way to the rule; in a ConfigMap it goes on into the text of the key. */
  readonly path: Path;
  readonly kind: "alert" | "record";
  readonly name: string;
  readonly group: string;
  /** The way to its group, and how often that is evaluated, as written. */
  readonly groupPath: Path;
  readonly interval: string | undefined;
  /** The expression as written. */
  readonly text: string;
  readonly for: string | undefined;
  readonly keepFiringFor: string | undefined;
  /** The way to one of its labels, which may be its group's. */
  readonly labelAt: (name: string) => Path;
  readonly groupLabels: ReadonlyMap<string, string>;
  /** Read when asked for, as the annotations: of a large mesh all are too many. */
  readonly labels: () => ReadonlyMap<string, string>;
  readonly annotations: () => ReadonlyMap<string, string>;
}

const read = new WeakMap<Index, readonly WrittenRule[]>();

/** All rules of what was read: in PrometheusRules, ConfigMaps and plain files. */
export function rulesOf(index: Index): readonly WrittenRule[] {
  const known = read.get(index);
  if (known) return known;
  const rules = index.all.flatMap(rulesIn);
  read.set(index, rules);
  return rules;
}

function rulesIn(manifest: Manifest): readonly WrittenRule[] {
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
): readonly WrittenRule[] {
  return list(groups).flatMap((group, g) => {
    const around: Around = {
      manifest,
      group: textOf(field(group, "name")) ?? "",
      groupPath: [...path, g],
      interval: textOf(field(group, "interval")),
      groupLabels: texts(field(group, "labels")),
    };
    return list(field(group, "rules")).flatMap((rule, r) => {
      const one = readRule(around, rule, r);
      return one ? [one] : [];
    });
  });
}

/** What all rules of a group share. */
type Around = Pick<
  WrittenRule,
  "manifest" | "group" | "groupPath" | "interval" | "groupLabels"
>;

function readRule(
  { manifest, group, groupPath, interval, groupLabels }: Around,
  rule: unknown,
  number: number,
): WrittenRule | undefined {
  if (!isRecord(rule)) return undefined;
  const path = [...groupPath, "rules", number];
  const { alert, record } = rule;
  const name = textOf(alert) ?? textOf(record);
  const text = textOf(rule["expr"]);
  if (name === undefined || text === undefined) return undefined;
  const kind = alert === undefined ? "record" : "alert";
  const labels = () => texts(rule["labels"]);
  return {
    manifest,
    path,
    at: (...names) => [...path, ...names],
    kind,
    name,
    called: `${kind === "alert" ? "alert" : "recording"} ${name}`,
    group,
    groupPath,
    interval,
    text,
    for: textOf(rule["for"]),
    keepFiringFor: textOf(rule["keep_firing_for"]),
    labelAt: (one) => [
      ...(labels().has(one) ? path : groupPath),
      "labels",
      one,
    ],
    groupLabels,
    labels,
    annotations: () => texts(rule["annotations"]),
  };
}
