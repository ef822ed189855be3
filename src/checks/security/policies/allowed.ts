import {
  down,
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  textOf,
  textsOf,
  type Fields,
} from "../../../manifests/fields";
import type { Index } from "../../../manifests/index-of";
import type { Manifest, Path } from "../../../manifests/manifest";
import { namespaceOf, specOf } from "../../../manifests/metadata";
import { selectorText } from "../../../manifests/selector";
import { AUTHORIZATION_POLICY } from "../../istio/kinds";

/** A rule of an AuthorizationPolicy that allows. */
export interface AllowRule {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly rule: Fields;
  /** `the pods with app=web in shop`: whom the policy is for. */
  readonly whom: string;
}

/** ALLOW is the action where none is written. */
export function allowRules(index: Index): readonly AllowRule[] {
  return index.kind(AUTHORIZATION_POLICY).flatMap((manifest) => {
    const spec = specOf(manifest);
    if ((textOf(spec["action"]) || "ALLOW") !== "ALLOW") return [];
    const whom = whomOf(index, manifest);
    return listOf(spec["rules"]).map((rule, at) => ({
      manifest,
      path: ["spec", "rules", at],
      rule: fieldsOf(rule),
      whom,
    }));
  });
}

function whomOf(index: Index, manifest: Manifest): string {
  const spec = specOf(manifest);
  const namespace = namespaceOf(manifest);
  const isEverywhere =
    namespace === (index.mesh.rootNamespace ?? "istio-system");
  const where = isEverywhere ? "the mesh" : namespace;
  const selector = selectorText(
    labelsOf(down(spec, "selector", "matchLabels")),
  );
  const targets = [spec["targetRef"], ...listOf(spec["targetRefs"])]
    .filter(isSet)
    .map((target) => textOf(fieldsOf(target)["name"]));
  if (targets.length > 0) return `${targets.join(", ")} in ${namespace}`;
  return selector === ""
    ? `all of ${where}`
    : `the pods with ${selector} in ${where}`;
}

/** Whether a list of a rule takes any value: `["*"]`, `["*", "/api"]`. */
export function takesAny(value: unknown): boolean {
  return textsOf(value).includes("*");
}

/** The sources, or the operations, of a rule; none where it does not ask. */
export function partsOf(rule: Fields, field: "from" | "to"): readonly Fields[] {
  const inner = field === "from" ? "source" : "operation";
  return listOf(rule[field]).map((part) => fieldsOf(fieldsOf(part)[inner]));
}

/** The fields of a source or an operation that say something. */
export function asked(part: Fields): readonly string[] {
  return Object.keys(part).filter((key) => listOf(part[key]).length > 0);
}
