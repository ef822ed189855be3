import type { Named } from "./reference";
import { named, nameOf } from "./reference";
import { dnsLabel, labelKey, labelValue } from "./scalars";
import type { Check } from "./shape";
import { flag, isObject, mapOf, oneOf, optional, shape, text } from "./shape";

export interface NamespaceProps {
  readonly name: Named;
  /**
   * How pods come to their sidecar: by the label `istio-injection=enabled`, by
   * a control plane's revision or tag, or not at all.
   * @default "label"
   */
  readonly injection?: "label" | "none" | { readonly revision: string };
  /**
   * The namespace is made elsewhere and only referred to.
   * @default false
   */
  readonly existing?: boolean;
  /**
   * The cluster runs istio-cni. The namespace then enforces the restricted Pod
   * Security Standard; without it the injected init container, which runs as
   * root, would not be admitted.
   * @default false
   */
  readonly cni?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Namespace {
  readonly name: string;
  readonly injection: "label" | "none" | { readonly revision: string };
  readonly existing: boolean;
  readonly cni: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const injection: Check = (value, at) => {
  if (isObject(value)) shape({ revision: dnsLabel })(value, at);
  else oneOf("label", "none")(value, at);
};

/** Labels that the injection setting writes itself. */
const INJECTION_LABELS = ["istio-injection", "istio.io/rev"];

const namespaceShape = shape<NamespaceProps>({
  name: named(dnsLabel),
  injection: optional(injection),
  existing: optional(flag),
  cni: optional(flag),
  labels: optional(mapOf(labelValue, labelKey)),
  annotations: optional(mapOf(text, labelKey)),
});

/** A name, or an object with one. */
export const namespaceCheck: Check = (value, at) => {
  if (!isObject(value)) return dnsLabel(value, at);
  if (value["existing"] === undefined && isConstruct(value)) {
    return named(dnsLabel)(value, at);
  }
  namespaceShape(value, at);
  const { labels, existing, ...rest } = value as Partial<NamespaceProps>;
  for (const label of INJECTION_LABELS)
    if (isObject(labels) && label in labels)
      at.at("labels")
        .at(label)
        .error(
          "the injection setting writes this label; both at once leave pods without a sidecar",
          "leave the label out and set injection",
        );
  if (existing === true)
    for (const field of Object.keys({ ...rest, ...(labels && { labels }) }))
      if (["injection", "labels", "annotations", "cni"].includes(field))
        at.at(field).error(
          `got ${field} for a namespace that is made elsewhere`,
          "set it where the namespace is made, or leave out existing",
        );
};

export function describeNamespace(given: Named | NamespaceProps): Namespace {
  const props: NamespaceProps =
    typeof given === "string"
      ? { name: given }
      : isConstruct(given)
        ? { name: given.name as string, existing: true }
        : given;
  return {
    name: nameOf(props.name),
    injection: props.injection ?? "label",
    existing: props.existing ?? false,
    cni: props.cni ?? false,
    labels: props.labels ?? {},
    annotations: props.annotations ?? {},
  };
}

/** A cdk8s-plus Namespace is made where it stands, so it is only referred to. */
function isConstruct(value: object): boolean {
  return "node" in value;
}
