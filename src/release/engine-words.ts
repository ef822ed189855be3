import { down, fieldsOf, isSet, listOf, textOf } from "../manifests/fields";
import type { Fields } from "../manifests/fields";
import type { Manifest } from "../manifests/manifest";
import { specOf } from "../manifests/metadata";
import { containersOf } from "../manifests/workloads";
import type { Workload } from "../manifests/workloads";
import type { FlaggerCanary } from "./flagger";
import { short } from "./words";

/** The Rollouts of Argo, which have the steps of their releases in themselves. */
export const ROLLOUT = "argoproj.io/Rollout";

/** How an engine takes a release, where the workload is in the hands of one. */
export function releaseText(
  before: Workload,
  after: Workload,
  canary: FlaggerCanary | undefined,
): string | undefined {
  const { kind, name } = after.manifest.identity;
  if (!canary && kind !== "Rollout") return undefined;
  const [was, is] = versionsOf(before, after);
  const steps = canary
    ? canarySteps(canary.manifest)
    : rolloutSteps(after.manifest);
  const way = steps === "" ? "" : ` ${steps}`;
  const engine = canary ? "Flagger" : "Argo Rollouts";
  return was === is
    ? `${engine} takes ${name} to other pods${way}`
    : `${engine} takes ${name} from ${was} to ${is}${way}, unless users have ${is} already`;
}

/** By the label version where it differs, else by the image. */
function versionsOf(before: Workload, after: Workload): readonly string[] {
  const sides = [before, after];
  const versions = sides.map(({ labels }) => labels["version"] ?? "");
  if (versions[0] !== versions[1] && versions.every((one) => one !== ""))
    return versions;
  return sides.map((one) =>
    containersOf(one, "containers")
      .map(({ image }) => short(image))
      .join(", "),
  );
}

/** `in steps of 10 % up to 50 %`; https://docs.flagger.app/usage/deployment-strategies */
export function canarySteps(manifest: Manifest): string {
  const spec = specOf(manifest);
  if (spec["skipAnalysis"] === true) return "at once, without analysis";
  const { stepWeights, stepWeight, maxWeight, iterations } = analysisOf(spec);
  if (isSet(iterations)) return `after ${short(iterations)} checks`;
  if (listOf(stepWeights).length > 0) return inSteps(listOf(stepWeights));
  if (!isSet(stepWeight)) return "";
  return isSet(maxWeight)
    ? `in steps of ${short(stepWeight)} % up to ${short(maxWeight)} %`
    : `in steps of ${short(stepWeight)} %`;
}

/** What a Canary is checked by. */
export function analysisOf(spec: Fields): Fields {
  return fieldsOf(spec["analysis"] ?? spec["canaryAnalysis"]);
}

/** https://argoproj.github.io/argo-rollouts/features/specification/ */
export function rolloutSteps(manifest: Manifest): string {
  const { canary, blueGreen } = fieldsOf(specOf(manifest)["strategy"]);
  if (isSet(blueGreen))
    return down(blueGreen, "autoPromotionEnabled") === false
      ? "beside the old pods, until somebody promotes it"
      : "beside the old pods, at once when the new ones are ready";
  const weights = listOf(down(canary, "steps")).flatMap(
    (step) => fieldsOf(step)["setWeight"] ?? [],
  );
  return weights.length > 0 ? inSteps(weights) : "";
}

function inSteps(weights: readonly unknown[]): string {
  return `in steps of ${weights.map((one) => short(one)).join(", ")} %`;
}

/** `above 0.02`, `below 99`: where a metric of a Canary fails a check. */
export function failsText(metric: Fields): string {
  const { min, max } = fieldsOf(metric["thresholdRange"]);
  return [
    ...(isSet(max) ? [`above ${short(max)}`] : []),
    ...(isSet(min) ? [`below ${short(min)}`] : []),
  ].join(" or ");
}

/** The name of what a Canary releases. */
export function targetText({ target, manifest }: FlaggerCanary): string {
  return textOf(target.name) || manifest.identity.name;
}
