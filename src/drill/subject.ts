import type { Entry } from "./ledger";

type Labels = Readonly<Record<string, string>>;

/** Labels that name what an alert is about, the first that is there first. */
const NAMING = [
  "service",
  "destination_service_name",
  "destination_workload",
  "workload",
  "pod",
  "instance",
];
/** Labels that tell no alert from another of its name. */
const COMMON = ["alertname", "severity", "team", "namespace"];

/**
 * What each alert is about, in a word where that tells it from the others and
 * with more of its labels where it does not.
 *
 *     { alertname: "HighErrorRate", service: "cart" } => "cart"
 */
export function subjects(
  entries: readonly Pick<Entry, "name" | "labels">[],
): readonly string[] {
  const short = entries.map(({ labels }) => shortSubject(labels));
  const same = (index: number) =>
    entries.filter(
      ({ name }, other) =>
        name === entries[index]?.name && short[other] === short[index],
    ).length;
  return entries.map(({ labels }, index) =>
    same(index) === 1
      ? (short[index] ?? "")
      : [short[index], ...distinctive(labels)]
          .filter((part) => part !== "")
          .join(" "),
  );
}

export function severityOf(labels: Labels): string {
  return labels["severity"] ?? "–";
}

function shortSubject(labels: Labels): string {
  const naming = NAMING.find((label) => labels[label] !== undefined);
  return naming === undefined ? "" : (labels[naming] ?? "");
}

function distinctive(labels: Labels): readonly string[] {
  return Object.keys(labels)
    .filter((label) => !COMMON.includes(label))
    .filter((label) => labels[label] !== shortSubject(labels))
    .sort()
    .map((label) => `${label}=${labels[label]}`);
}
