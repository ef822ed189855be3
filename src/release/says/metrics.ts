import { fieldsOf, listOf, textOf } from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { differences } from "../differences";
import { subjectOf } from "../pairs";
import { rulesIn } from "../rules";
import type { Changes, Said } from "../said";
import { sayOf } from "../said";
import { few, short } from "../words";

/** What is measured and scraped, and which rules ask for labels that go. */
export function metrics(changes: Changes): readonly Said[] {
  const { kind, after } = changes;
  return [
    ...kind("telemetry.istio.io/Telemetry").flatMap((pair) => {
      const manifest = subjectOf(pair);
      const was = labelsIn(pair.before);
      const is = labelsIn(pair.after);
      const keys = [...new Set([...is.keys(), ...was.keys()])];
      const texts = keys.flatMap((key) => {
        const [metric = "", label = ""] = key.split(" ");
        return labelWords(label, metric, was.get(key), is.get(key), () =>
          readersOf(label, after().all),
        );
      });
      const others = differences(
        pair.before && specOf(pair.before),
        pair.after && specOf(pair.after),
      ).filter(({ path }) => !/tagOverrides/.test(path));
      return sayOf("metrics", manifest, [
        ...texts,
        ...(pair.change === "changed" && others.length > 0
          ? [`Telemetry differs: ${few(others.map(differenceText), 2)}`]
          : pair.change === "changed"
            ? []
            : [`Telemetry is ${pair.change === "added" ? "new" : "gone"}`]),
      ]);
    }),
    ...MONITORS.flatMap(kind).flatMap((pair) => {
      const manifest = subjectOf(pair);
      const { kind: name } = manifest.identity;
      if (pair.change === "added")
        return sayOf("metrics", manifest, [`${name} is new`]);
      if (pair.change === "removed")
        return sayOf("metrics", manifest, [
          `${name} is gone; what it scraped is not scraped by it any more`,
        ]);
      const fields = differences(specOf(pair.before), specOf(pair.after));
      return fields.length === 0
        ? []
        : sayOf("metrics", manifest, [
            `${name} differs: ${few(fields.map(differenceText), 2)}`,
          ]);
    }),
  ];
}

const MONITORS = [
  "monitoring.coreos.com/PodMonitor",
  "monitoring.coreos.com/ServiceMonitor",
  "monitoring.coreos.com/AlertmanagerConfig",
  "networking.istio.io/EnvoyFilter",
];

function differenceText({
  path,
  before,
  after,
}: ReturnType<typeof differences>[number]): string {
  if (after === undefined) return `${path} gone, it was ${short(before, 40)}`;
  if (before === undefined) return `${path} ${short(after, 40)}`;
  return `${path} ${short(after, 40)} instead of ${short(before, 40)}`;
}

/** What is done to labels of metrics: `REQUEST_COUNT request_method` => `UPSERT request.method`. */
function labelsIn(manifest: Manifest | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!manifest) return found;
  for (const entry of listOf(specOf(manifest)["metrics"]))
    for (const override of listOf(fieldsOf(entry)["overrides"])) {
      const { match, tagOverrides } = fieldsOf(override);
      const { metric, customMetric } = fieldsOf(match);
      const name = textOf(metric) || textOf(customMetric) || "ALL_METRICS";
      for (const [label, value] of Object.entries(fieldsOf(tagOverrides))) {
        const { operation, value: from } = fieldsOf(value);
        found.set(
          `${name} ${label}`,
          textOf(operation) === "REMOVE" ? "REMOVE" : short(from ?? ""),
        );
      }
    }
  return found;
}

function labelWords(
  label: string,
  metric: string,
  was: string | undefined,
  is: string | undefined,
  readers: () => readonly string[],
): readonly string[] {
  if (was === is) return [];
  const of = `label ${label} of ${metric}`;
  const goes = is === "REMOVE" || (is === undefined && was !== "REMOVE");
  if (!goes)
    return was === "REMOVE"
      ? [`${of} is back`]
      : [
          `${of} ${was === undefined ? "is new" : `says ${is} instead of ${was}`}`,
        ];
  const asking = readers();
  return [
    `${of} is gone${asking.length > 0 ? `; asked for by ${few(asking)}` : ""}`,
  ];
}

/** The rules whose query names a label. */
function readersOf(
  label: string,
  manifests: readonly Manifest[],
): readonly string[] {
  const word = new RegExp(`\\b${label.replaceAll(/[^\w]/g, "\\$&")}\\b`);
  return [
    ...new Set(
      manifests
        .flatMap(rulesIn)
        .filter(({ expr }) => word.test(expr))
        .map(({ name }) => name),
    ),
  ];
}
