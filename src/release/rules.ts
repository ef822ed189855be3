import { down, fieldsOf, labelsOf, listOf, textOf } from "../manifests/fields";
import { groupKindOf } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import type { Labels } from "../manifests/metadata";
import { labelsOfObject } from "../manifests/metadata";
import { readText } from "../manifests/text";

/** An alert or a recording, wherever it stands. */
export interface Rule {
  readonly manifest: Manifest;
  readonly kind: "alert" | "record";
  readonly name: string;
  readonly expr: string;
  readonly for: string;
  readonly keepFiringFor: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** How often it is asked; "" where its group leaves that open. */
  readonly interval: string;
  readonly group: string;
}

/** The rules of an object: of a PrometheusRule, a plain file, or files in a ConfigMap. */
export function rulesIn(manifest: Manifest | undefined): readonly Rule[] {
  if (!manifest) return [];
  const { object, identity, file } = manifest;
  if (groupKindOf(identity) === "monitoring.coreos.com/PrometheusRule")
    return inGroups(manifest, down(object, "spec", "groups"));
  if (identity.kind === "") return inGroups(manifest, object["groups"]);
  if (groupKindOf(identity) !== "/ConfigMap") return [];
  return Object.entries(labelsOf(object["data"]))
    .filter(([key]) => /\.rules\.ya?ml$/.test(key))
    .flatMap(([, text]) => readText({ file, text }).manifests)
    .filter((inner) => inner.identity.kind === "")
    .flatMap((inner) => inGroups(manifest, inner.object["groups"]));
}

function inGroups(manifest: Manifest, groups: unknown): readonly Rule[] {
  return listOf(groups).flatMap((entry) => {
    const group = fieldsOf(entry);
    return listOf(group["rules"]).flatMap((item): readonly Rule[] => {
      const rule = fieldsOf(item);
      const alert = textOf(rule["alert"]);
      const name = alert === "" ? textOf(rule["record"]) : alert;
      const expr = String(rule["expr"] ?? "");
      if (name === "" || expr === "") return [];
      return [
        {
          manifest,
          kind: alert === "" ? "record" : "alert",
          name,
          expr,
          for: textOf(rule["for"]),
          keepFiringFor: textOf(rule["keep_firing_for"]),
          labels: { ...labelsOf(group["labels"]), ...labelsOf(rule["labels"]) },
          annotations: labelsOf(rule["annotations"]),
          interval: textOf(group["interval"]),
          group: textOf(group["name"]),
        },
      ];
    });
  });
}

/** The service that a rule is about: as its labels say, or its object's. */
export function serviceOfRule({ labels, manifest }: Rule): string {
  return (
    labels["service"] ??
    labels["destination_service_name"] ??
    labelsOfObject(manifest)["app"] ??
    (manifest.identity.name === "" ? "rules" : manifest.identity.name)
  );
}
