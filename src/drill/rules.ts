import { join } from "node:path";
import type { Problem } from "../problems/problem";
import type { Document, Manifest, Read } from "./manifests";
import { documentsOf, filesBelow, readDocuments } from "./manifests";
import type { Raw } from "./raw";
import { at, listAt, textAt, textsAt } from "./raw";

/** A rule as Prometheus has it, and where it stands. */
export interface Rule {
  readonly kind: "alert" | "record";
  readonly name: string;
  readonly expr: string;
  readonly for?: string;
  readonly keepFiringFor?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Where to look for it: `dist/cart.k8s.yaml, group cart-service, HighLatency`. */
  readonly where: string;
}

export interface Group {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** The groups that Prometheus gets from one object or file; their names differ. */
export interface RuleFile {
  readonly file: string;
  readonly groups: readonly Group[];
}

/** Rules of PrometheusRule objects, of ConfigMaps that hold rules files, and of rules files in artifacts. */
export function readRules(
  manifests: readonly Manifest[],
  artifacts: string,
): Read<RuleFile> {
  const problems: Problem[] = [];
  const take = <T>(read: Read<T>): readonly T[] => {
    problems.push(...read.problems);
    return read.found;
  };
  const applied: Document[] = manifests.flatMap(({ kind, file, object }) => {
    if (kind === "PrometheusRule") return [{ file, value: at(object, "spec") }];
    if (kind !== "ConfigMap") return [];
    return Object.entries(textsAt(object, "data"))
      .filter(([key]) => isRulesFile(key))
      .flatMap(([, text]) => take(documentsOf(text, file)));
  });
  const files = take(
    readDocuments(
      filesBelow(join(artifacts, "rules"), /./).filter(isRulesFile),
    ),
  );
  const seen = new Set(applied.flatMap(({ value }) => groupNames(value)));
  // The same groups delivered in a second way would fire twice.
  const beside = files.filter(
    ({ value }) => !groupNames(value).some((name) => seen.has(name)),
  );
  const found = [...applied, ...beside]
    .map(({ file, value }) => ruleFile(file, value, problems))
    .filter(({ groups }) => groups.length > 0);
  return { found, problems };
}

function isRulesFile(name: string): boolean {
  return /\.rules\.ya?ml$/.test(name);
}

function groupNames(value: Raw): readonly string[] {
  return listAt(value, "groups").map((group) => textAt(group, "name") ?? "");
}

function ruleFile(file: string, value: Raw, problems: Problem[]): RuleFile {
  const groups = listAt(value, "groups").map((group): Group => {
    const name = textAt(group, "name") ?? "";
    const shared = textsAt(group, "labels");
    const rules = listAt(group, "rules").flatMap((rule, index) => {
      const where = `${file}, group ${name}`;
      const read = ruleOf(rule, shared, where);
      if (read === undefined)
        problems.push({
          severity: "error",
          where: `${where}, rules[${index}]`,
          message:
            "got a rule without an expr, or without exactly one of alert and record",
          fix: "write { alert: …, expr: … } or { record: …, expr: … }",
        });
      return read ?? [];
    });
    return { name, rules };
  });
  return { file, groups: groups.filter(({ rules }) => rules.length > 0) };
}

function ruleOf(
  rule: Raw,
  shared: Readonly<Record<string, string>>,
  where: string,
): Rule | undefined {
  const alert = textAt(rule, "alert");
  const record = textAt(rule, "record");
  const name = alert ?? record;
  const expr = textAt(rule, "expr");
  if (name === undefined || expr === undefined) return undefined;
  if (alert !== undefined && record !== undefined) return undefined;
  const wait = textAt(rule, "for");
  // The operator's spelling, and Prometheus's own.
  const keep = textAt(rule, "keepFiringFor") ?? textAt(rule, "keep_firing_for");
  return {
    kind: alert !== undefined ? "alert" : "record",
    name,
    expr,
    ...(wait !== undefined && { for: wait }),
    ...(keep !== undefined && { keepFiringFor: keep }),
    labels: { ...shared, ...textsAt(rule, "labels") },
    annotations: textsAt(rule, "annotations"),
    where: `${where}, ${name}`,
  };
}
