import { isFields, listOf, textOf } from "../../manifests/fields";
import type { Fields } from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { queryChanges } from "../alert-words";
import { differences } from "../differences";
import {
  analysisOf,
  canarySteps,
  failsText,
  ROLLOUT,
  rolloutSteps,
  targetText,
} from "../engine-words";
import { CANARY, canaryOf } from "../flagger";
import type { Pair } from "../pairs";
import { subjectOf } from "../pairs";
import type { Changes, Said } from "../said";
import { sayOf } from "../said";
import { few, instead, short } from "../words";

/** How engines in the cluster take releases: Flagger by its Canaries, Argo by its Rollouts. */
export function engines({ kind }: Changes): readonly Said[] {
  return [
    ...kind(CANARY).flatMap((pair) => {
      const manifest = subjectOf(pair);
      const { service } = canaryOf(manifest);
      return sayOf("traffic", manifest, canary(pair), service);
    }),
    ...kind("flagger.app/MetricTemplate").flatMap((pair) =>
      pair.change === "changed"
        ? sayOf("traffic", pair.after, template(pair.before, pair.after))
        : [],
    ),
    ...kind(ROLLOUT).flatMap((pair) =>
      pair.change === "changed"
        ? sayOf(
            "traffic",
            pair.after,
            steps(rolloutSteps(pair.before), rolloutSteps(pair.after)),
          )
        : [],
    ),
  ];
}

function canary(pair: Pair): readonly string[] {
  const manifest = subjectOf(pair);
  const own = canaryOf(manifest);
  const way = canarySteps(manifest);
  if (pair.change === "added")
    return [
      `Flagger takes releases of ${targetText(own)} from now on${way === "" ? "" : `, ${way}`}; users get pods of ${own.target.name}-primary, which it makes`,
    ];
  if (pair.change === "removed")
    return [
      `Flagger takes no releases of ${targetText(own)} any more; what it made goes with the Canary, ${own.target.name}-primary among it`,
    ];
  const [was, is] = [pair.before, pair.after].map(specOf);
  return [
    ...steps(canarySteps(pair.before), way),
    ...analysis(analysisOf(was ?? {}), analysisOf(is ?? {})),
    ...differences(was?.["service"], is?.["service"]).flatMap(
      ({ path, before, after }) =>
        instead(path.replaceAll(".", " "), written(before), written(after)),
    ),
  ];
}

function steps(was: string, is: string): readonly string[] {
  if (was === is) return [];
  return [
    `releases go ${is || "without steps"}; before: ${was || "without steps"}`,
  ];
}

/** Fields of an analysis that are said in words of their own. */
const SAID =
  /^(?:stepWeight|stepWeights|maxWeight|iterations|interval|threshold|metrics)\b/;

function analysis(was: Fields, is: Fields): readonly string[] {
  const others = differences(was, is).filter(({ path }) => !SAID.test(path));
  return [
    ...instead(
      "time of a step",
      written(was["interval"]),
      written(is["interval"]),
    ),
    ...instead(
      "failed checks until a release is taken back",
      written(was["threshold"]),
      written(is["threshold"]),
    ),
    ...metrics(was["metrics"], is["metrics"]),
    ...(others.length > 0
      ? [
          `the analysis of releases differs: ${few([...new Set(others.map(({ path }) => path))])}`,
        ]
      : []),
  ];
}

function metrics(before: unknown, after: unknown): readonly string[] {
  const [olds, news] = [before, after].map(
    (list) =>
      new Map(
        listOf(list)
          .filter(isFields)
          .map((metric) => [textOf(metric["name"]), metric]),
      ),
  );
  const names = [
    ...new Set([...(news?.keys() ?? []), ...(olds?.keys() ?? [])]),
  ];
  return names.flatMap((name) => {
    const [old, now] = [olds?.get(name), news?.get(name)];
    if (!now) return [`releases are no longer checked by ${name}`];
    const is = failsText(now);
    if (!old)
      return [`releases are also checked by ${name}${is && `: fails ${is}`}`];
    const was = failsText(old);
    return [
      ...(was === is
        ? []
        : [
            `a check of ${name} fails ${is || "by no limit"} instead of ${was || "by no limit"}`,
          ]),
      ...instead(
        `time over which ${name} looks back`,
        written(old["interval"]),
        written(now["interval"]),
      ),
    ];
  });
}

/** A template's query often holds variables of Flagger, and is no PromQL then. */
function template(before: Manifest, after: Manifest): readonly string[] {
  const [was, is] = [before, after].map((one) => textOf(specOf(one)["query"]));
  return queryChanges(was ?? "", is ?? "").map(
    (text) => `the metric by which releases are checked ${text}`,
  );
}

function written(value: unknown): string {
  return value === undefined ? "" : short(value);
}
