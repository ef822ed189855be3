import {
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  numberOf,
  textOf,
} from "../manifests/fields";
import type { Manifest } from "../manifests/manifest";
import { specOf } from "../manifests/metadata";
import { selects } from "../manifests/selector";
import type { FoundWorkload } from "./found";
import { subsetName } from "./subset-name";

/** What a VirtualService that is there says of two versions. */
export interface KeptRoute {
  readonly stable: FoundWorkload;
  readonly canary: FoundWorkload;
  /** The canary's share of the requests that no match takes, in percent. */
  readonly weight: number;
  /** Whether the subsets that it names are defined by a DestinationRule here. */
  readonly isDefined: boolean;
}

/**
 * Reads two versions out of a route: whose subset is which workload, and which
 * of the two gets less. Undefined where it names no two subsets, or others.
 */
export function keptRoute(
  route: Manifest,
  rule: Manifest | undefined,
  versions: readonly [FoundWorkload, FoundWorkload],
): KeptRoute | undefined {
  const { http, tcp } = specOf(route);
  const entries = [...listOf(http), ...listOf(tcp)].map(fieldsOf);
  const rest = entries.find(({ match }) => !isSet(match)) ?? entries.at(-1);
  const named = new Set(
    entries.flatMap((entry) =>
      destinationsOf(entry["route"]).map(([subset]) => subset),
    ),
  );
  const subsets = versions.map((found) => subsetIn(rule, found, versions));
  const [one, other] = subsets;
  if (one === undefined || other === undefined || one === other)
    return undefined;
  if (!named.has(one) || !named.has(other)) return undefined;
  const weights = new Map(destinationsOf(rest?.["route"]));
  const [ofOne, ofOther] = [weights.get(one) ?? 0, weights.get(other) ?? 0];
  if (ofOne + ofOther === 0) return undefined;
  const isOne = ofOne < ofOther || (ofOne === ofOther && isCalled(one));
  const [a, b] = versions;
  return {
    stable: isOne ? b : a,
    canary: isOne ? a : b,
    weight: Math.round((100 * (isOne ? ofOne : ofOther)) / (ofOne + ofOther)),
    isDefined: rule !== undefined,
  };
}

function isCalled(subset: string): boolean {
  return /canary|next|preview/.test(subset);
}

/** Subset and weight of each destination; one alone gets all. */
function destinationsOf(
  route: unknown,
): readonly (readonly [string, number])[] {
  const all = listOf(route).map(fieldsOf);
  return all.map(({ destination, weight }) => [
    textOf(fieldsOf(destination)["subset"]),
    numberOf(weight) ?? (all.length === 1 ? 100 : 0),
  ]);
}

/** The subset of a workload's pods: as the rule selects them, else named like their version. */
function subsetIn(
  rule: Manifest | undefined,
  found: FoundWorkload,
  versions: readonly FoundWorkload[],
): string | undefined {
  if (!rule) return subsetName(found.version);
  const [subset] = listOf(specOf(rule)["subsets"])
    .map(fieldsOf)
    .filter((one) => {
      const taken = versions.filter(({ workload }) =>
        selects(labelsOf(one["labels"]), workload.labels),
      );
      return taken.length === 1 && taken[0] === found;
    });
  return subset && textOf(subset["name"]);
}
