import { groupKindOf, indexOf } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { canariesOf } from "./canaries";
import { differences } from "./differences";
import type { Difference } from "./differences";
import { CANARY } from "./flagger";
import { pairsOf, subjectOf } from "./pairs";
import type { Pair } from "./pairs";
import type { Canaries, Changes, Reader, Said, Topic } from "./said";
import { TOPICS } from "./said";
import { alerts } from "./says/alerts";
import { autoscalers } from "./says/autoscalers";
import { engines } from "./says/engines";
import { metrics } from "./says/metrics";
import { settings } from "./says/restarts";
import { security } from "./says/security";
import { entrances, services } from "./says/services";
import { subsets } from "./says/subsets";
import { traffic } from "./says/traffic";
import { workloads } from "./says/workloads";

/** All parts of the story; a line of each topic comes from one of them. */
const READERS: readonly Reader[] = [
  services,
  workloads,
  traffic,
  subsets,
  engines,
  autoscalers,
  settings,
  alerts,
  metrics,
  security,
  entrances,
];

/** An object that differs, and where. */
export interface ObjectChange {
  readonly change: Pair["change"];
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly file: string;
  /** Of a changed object alone. */
  readonly fields: readonly Difference[];
}

/** What differs between two sets of manifests: for users first, objects after. */
export interface Review {
  readonly summary: readonly Said[];
  readonly objects: readonly ObjectChange[];
}

/** Everything as it is to be; or only the documents in whose text something stands. */
export type Whole = (holding?: string) => readonly Manifest[];

/** Pure. `whole` gives everything as it is to be, where only what differs was read. */
export function review(
  before: readonly Manifest[],
  after: readonly Manifest[],
  whole: Whole = () => after,
): Review {
  const pairs = pairsOf(before, after);
  const kinds = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = groupKindOf(subjectOf(pair).identity);
    const others = kinds.get(key);
    if (others) others.push(pair);
    else kinds.set(key, [pair]);
  }
  let index: ReturnType<typeof indexOf> | undefined;
  let canaries: Canaries | undefined;
  const changes: Changes = {
    pairs,
    kind: (groupKind) => kinds.get(groupKind) ?? [],
    after: () => (index ??= indexOf(whole())),
    canaries: () =>
      (canaries ??= canariesOf(whole("flagger.app/"), kinds.get(CANARY) ?? [])),
  };
  const said = READERS.flatMap((read) => read(changes));
  const order = Object.keys(TOPICS) as Topic[];
  return {
    summary: order.flatMap((topic) =>
      said.filter((one) => one.topic === topic),
    ),
    objects: pairs.map(objectChange),
  };
}

function objectChange(pair: Pair): ObjectChange {
  const { identity, file } = subjectOf(pair);
  const { apiVersion, kind, namespace = "", name } = identity;
  const own = { change: pair.change, apiVersion, kind, namespace, name, file };
  if (pair.change !== "changed") return { ...own, fields: [] };
  const fields = differences(pair.before.object, pair.after.object);
  return { ...own, fields: kind === "Secret" ? fields.map(hidden) : fields };
}

/** That a Secret's value differs may be said, its value not. */
function hidden(field: Difference): Difference {
  if (!/^(?:data|stringData|metadata\.annotations)\b/.test(field.path))
    return field;
  return {
    path: field.path,
    ...("before" in field && { before: "(hidden)" }),
    ...("after" in field && { after: "(hidden)" }),
  };
}
