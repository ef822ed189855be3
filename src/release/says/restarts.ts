import { down, fieldsOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { annotationsOfObject, namespaceOf } from "../../manifests/metadata";
import { podReferences } from "../../manifests/pod-references";
import type { Workload } from "../../manifests/workloads";
import { isPod } from "../../manifests/workloads";
import { differences } from "../differences";
import { same, subjectOf } from "../pairs";
import type { Canaries, Changes, Said } from "../said";
import { sayOf } from "../said";
import { few } from "../words";

/** A changed pod template makes new pods; how, its kind and strategy say. */
export function restartOf(
  before: Workload,
  after: Workload,
): readonly string[] {
  const { manifest, path } = after;
  if (isPod(after)) return [];
  const [was, is] = [before, after].map((one) =>
    down(one.manifest.object, ...one.path),
  );
  const why = reasons(was, is);
  if (why.length === 0) return [];
  const { kind } = manifest.identity;
  const because = `: ${few(why)}`;
  if (kind === "CronJob") return [`the next run has other pods${because}`];
  if (kind === "Job")
    return [`pods of a Job cannot change; it has to be made anew${because}`];
  const spec = down(manifest.object, ...path.slice(0, 1));
  const strategy = textOf(
    down(spec, "strategy", "type") ?? down(spec, "updateStrategy", "type"),
  );
  if (strategy === "OnDelete")
    return [`pods change when somebody deletes them${because}`];
  if (strategy === "Recreate")
    return [`all pods stop before new ones start${because}`];
  return kind === "ReplicaSet" || kind === "ReplicationController"
    ? [`only pods made later are different${because}`]
    : [`pods are replaced, a few at a time${because}`];
}

/** `image, env LOG_LEVEL`: the parts of a template that differ, each once. */
function reasons(before: unknown, after: unknown): readonly string[] {
  const paths = differences(before, after).map(({ path }) => path);
  return [
    ...new Set(
      paths.map(
        (path) =>
          path
            .replace(/^(?:spec|metadata)\./, "")
            .replace(/^(?:initContainers|containers)\[[^\]]*\]\.?/, "")
            .replace(/^(env)\[(.*?)\].*$/, "$1 $2")
            .replace(/^(annotations|labels)[.[]"?(.*?)"?\]?$/, "$1 $2")
            .replace(/^([\w ]+?)[.[].*$/, (whole, first: string) =>
              /^(annotations|labels|env) /.test(whole) ? whole : first,
            )
            .replace(/ \(order\)$/, " order") || "containers",
      ),
    ),
  ];
}

/** What is in a ConfigMap or Secret changes without a restart. */
export function settings({
  kind,
  canaries,
  after: index,
}: Changes): readonly Said[] {
  return [...kind("/ConfigMap"), ...kind("/Secret")].flatMap((pair) => {
    if (pair.change !== "changed") return [];
    const { before, after } = pair;
    const keys = ["data", "stringData", "binaryData"].flatMap((field) => {
      const [was, is] = [before, after].map((one) =>
        fieldsOf(one.object[field]),
      );
      return Object.keys({ ...was, ...is }).filter(
        (key) => !same(was?.[key], is?.[key]),
      );
    });
    if (keys.length === 0 || keys.every((key) => /\.rules\.ya?ml$/.test(key)))
      return [];
    const manifest = subjectOf(pair);
    const taken = canaries().isAny
      ? releasedWith(manifest, index(), canaries())
      : [];
    return sayOf("restarts", manifest, [
      `${manifest.identity.kind} has another ${few(keys)}; ${taken.length > 0 ? `Flagger takes ${few(taken)} to it as to a release` : "nothing restarts by that alone"}`,
    ]);
  });
}

/** The workloads that Flagger releases anew with a ConfigMap or a Secret that they use. */
function releasedWith(
  manifest: Manifest,
  index: Index,
  canaries: Canaries,
): readonly string[] {
  const tracking = annotationsOfObject(manifest)["flagger.app/config-tracking"];
  if (tracking === "disabled") return [];
  const { kind, name } = manifest.identity;
  return [
    ...new Set(
      podReferences(index)
        .filter(
          (one) =>
            one.kind === kind &&
            one.name === name &&
            one.workload.namespace === namespaceOf(manifest) &&
            canaries.of(one.workload.manifest) !== undefined,
        )
        .map(({ workload }) => workload.manifest.identity.name),
    ),
  ];
}
