import { fieldsOf, listOf, textOf } from "../../manifests/fields";
import type { Fields } from "../../manifests/fields";
import { subjectOf } from "../pairs";
import type { Changes, Said } from "../said";
import { sayOf } from "../said";
import { instead, short } from "../words";

/** How far autoscalers go. */
export function autoscalers({ kind }: Changes): readonly Said[] {
  return kind("autoscaling/HorizontalPodAutoscaler").flatMap((pair) => {
    const [was, is] = [pair.before, pair.after].map((one) =>
      range(one?.object),
    );
    return sayOf(
      "scale",
      subjectOf(pair),
      instead("autoscaling", was ?? "", is ?? ""),
    );
  });
}

function range(object: Fields | undefined): string {
  if (!object) return "";
  const { minReplicas, maxReplicas, metrics } = fieldsOf(object["spec"]);
  const goals = listOf(metrics).flatMap((entry) => {
    const metric = fieldsOf(entry);
    const source = Object.values(metric)
      .map(fieldsOf)
      .find((one) => "target" in one);
    const { averageUtilization } = fieldsOf(source?.["target"]);
    return averageUtilization === undefined
      ? []
      : [
          ` at ${short(averageUtilization)} % ${textOf(source?.["name"])}`.trimEnd(),
        ];
  });
  return `${short(minReplicas ?? 1)} to ${short(maxReplicas)}${goals.join(",")}`;
}
