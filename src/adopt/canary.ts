import { down, labelsOf } from "../manifests/fields";
import { selects } from "../manifests/selector";
import type { Labels } from "../manifests/metadata";
import type { Workload } from "../manifests/workloads";
import { imageName } from "./known-servers";
import type { FoundVersion } from "./version";
import { baseName, imageOf, versionSuffix } from "./version";

/** Two versions behind one Service: which is which, and how their pods are told apart. */
export interface Pair {
  readonly stable: Workload;
  readonly canary: Workload;
  readonly because: string;
  readonly labels: Readonly<Record<"stable" | "canary", Labels>>;
}

/** Labels that say which of several versions pods are. */
const TRACKS = [
  "track",
  "release-track",
  "version",
  "app.kubernetes.io/version",
];
const CANARY = /^(canary|preview|next|test|experimental|beta|green)$/;
const STABLE = /^(stable|primary|baseline|current|prod|production|blue)$/;

/**
 * Of two workloads behind one Service, the stable one and the canary; a text
 * where they are none, or cannot be told apart by labels that run today. Only
 * their selectors count for that: a label that is added now is on no pod yet,
 * and a route to it would lead nowhere.
 */
export function pairOf(
  one: Workload,
  other: Workload,
  isSaid: (workload: Workload) => boolean,
  share: (workload: Workload) => number,
): Pair | string {
  const kin = kinship(one, other, isSaid);
  if (kin === undefined)
    return "nothing says that they are versions of one thing (names, labels, images)";
  const labels = { one: apart(one, other), other: apart(other, one) };
  if (!labels.one || !labels.other)
    return `the selector of ${nameOf(labels.one ? other : one)} takes the other's pods too, so no route can tell them apart`;
  const [canary, why] = canaryOf(one, other, isSaid, share);
  const isOne = canary === one;
  return {
    stable: isOne ? other : one,
    canary,
    because: `${kin}; ${why}`,
    labels: isOne
      ? { stable: labels.other, canary: labels.one }
      : { stable: labels.one, canary: labels.other },
  };
}

/** What says that two workloads are versions of one thing. */
function kinship(
  one: Workload,
  other: Workload,
  isSaid: (workload: Workload) => boolean,
): string | undefined {
  if (isSaid(one) || isSaid(other)) return "annotation sidelight.dev/canary";
  const [a, b] = [nameOf(one), nameOf(other)];
  if (baseName(a) === baseName(b))
    return `${a} and ${b} differ by their version alone`;
  const track = TRACKS.find(
    (key) =>
      one.labels[key] !== undefined &&
      other.labels[key] !== undefined &&
      one.labels[key] !== other.labels[key],
  );
  if (track !== undefined) return `their label ${track} differs`;
  const image = imageName(imageOf(one));
  return image !== "" &&
    image === imageName(imageOf(other)) &&
    imageOf(one) !== imageOf(other)
    ? `they run two versions of the image ${image}`
    : undefined;
}

/** What of its selector the other's pods do not have. */
function apart(own: Workload, other: Workload): Labels | undefined {
  const selector = labelsOf(
    down(own.manifest.object, "spec", "selector", "matchLabels"),
  );
  const differing = Object.fromEntries(
    Object.entries(selector).filter(
      ([key, value]) => other.labels[key] !== value,
    ),
  );
  return Object.keys(differing).length > 0 && selects(differing, own.labels)
    ? differing
    : undefined;
}

function canaryOf(
  one: Workload,
  other: Workload,
  isSaid: (workload: Workload) => boolean,
  share: (workload: Workload) => number,
): readonly [Workload, string] {
  const both = [one, other] as const;
  const said = both.filter(isSaid);
  if (said.length === 1 && said[0])
    return [said[0], `${nameOf(said[0])} is said to be the canary`];
  for (const workload of both)
    if (wordsOf(workload).some((word) => CANARY.test(word)))
      return [workload, `${nameOf(workload)} is called the canary`];
  for (const [workload, rest] of [both, [other, one] as const])
    if (wordsOf(workload).some((word) => STABLE.test(word)))
      return [rest, `${nameOf(workload)} is called the stable one`];
  if (share(one) !== share(other)) {
    const fewer = share(one) < share(other) ? one : other;
    return [fewer, `${nameOf(fewer)} has the fewer requests of the two`];
  }
  const newer = compare(one, other) > 0 ? one : other;
  return [newer, `${nameOf(newer)} is the newer of the two`];
}

function wordsOf(workload: Workload): readonly string[] {
  return [
    versionSuffix(nameOf(workload)) ?? "",
    ...TRACKS.map((key) => workload.labels[key] ?? ""),
  ];
}

/** By version label, image, then name, numbers as numbers: v9 before v10. */
function compare(one: Workload, other: Workload): number {
  const text = (workload: Workload) =>
    [
      workload.labels["version"] ?? "",
      imageOf(workload),
      nameOf(workload),
    ].join(" ");
  return text(one).localeCompare(text(other), "en", { numeric: true });
}

function nameOf({ manifest }: Workload): string {
  return manifest.identity.name;
}

/** The versions of a pair; where labels are missing and names say nothing, the words for them. */
export function versionsOfPair(
  { stable, canary, labels }: Pair,
  version: (workload: Workload) => FoundVersion,
): Readonly<Record<"stable" | "canary", FoundVersion>> | undefined {
  const found = { stable: version(stable), canary: version(canary) };
  if (found.stable.version !== found.canary.version) return found;
  if (
    stable.labels["version"] !== undefined &&
    canary.labels["version"] !== undefined
  )
    return undefined;
  const told = (own: Labels, word: string): FoundVersion => {
    const [[key, value] = ["", word]] = Object.entries(own);
    return {
      version: value,
      because: `the label ${key}, which tells the two apart`,
    };
  };
  const renamed = {
    stable:
      stable.labels["version"] === undefined
        ? told(labels.stable, "stable")
        : found.stable,
    canary:
      canary.labels["version"] === undefined
        ? told(labels.canary, "canary")
        : found.canary,
  };
  return renamed.stable.version === renamed.canary.version
    ? undefined
    : renamed;
}
