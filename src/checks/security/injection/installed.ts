import { down, fieldsOf, textOf } from "../../../manifests/fields";
import type { Index } from "../../../manifests/index-of";
import type { Manifest } from "../../../manifests/manifest";
import { parsed } from "../../istio/injection";

/** What the manifests tell of how Istio is installed. */
export interface Installed {
  /** Whether its settings are among them: nothing is known of it otherwise. */
  readonly isKnown: boolean;
  /** Whether istio-cni redirects traffic, in place of an init container. */
  readonly hasCni: boolean;
  /** Whether what is injected has a seccomp profile: `global.proxy.seccompProfile`. */
  readonly hasSeccomp: boolean;
}

const known = new WeakMap<Index, Installed>();

/** IstioOperator, Helm charts by Flux or Argo CD, the Sail operator, or what runs already. */
export function installedIstio(index: Index): Installed {
  const found = known.get(index) ?? read(index);
  known.set(index, found);
  return found;
}

function read(index: Index): Installed {
  const operators = index.kind("install.istio.io/IstioOperator");
  const values = [
    ...operators.map(({ object }) => down(object, "spec", "values")),
    ...index
      .kind("sailoperator.io/Istio")
      .map(({ object }) => down(object, "spec", "values")),
    ...charts(index, "istiod").map(({ values }) => values),
    ...injectorsOf(index).map(({ object }) =>
      parsed(textOf(down(object, "data", "values"))),
    ),
  ];
  return {
    isKnown: values.length > 0,
    hasCni:
      values.some(saysCni) ||
      operators.some(hasCniComponent) ||
      charts(index, "cni").length > 0 ||
      index.kind("sailoperator.io/IstioCNI").length > 0 ||
      index
        .kind("apps/DaemonSet")
        .some(({ identity }) => identity.name === "istio-cni-node"),
    hasSeccomp: values.some(
      (value) =>
        textOf(down(value, "global", "proxy", "seccompProfile", "type")) !== "",
    ),
  };
}

function saysCni(values: unknown): boolean {
  return (
    down(values, "pilot", "cni", "enabled") === true ||
    down(values, "istio_cni", "enabled") === true
  );
}

/** Profiles that switch it on: https://github.com/istio/istio/tree/master/manifests/profiles */
const PROFILES_WITH_CNI = ["ambient", "openshift", "openshift-ambient"];

function hasCniComponent({ object }: Manifest): boolean {
  const spec = fieldsOf(object["spec"]);
  return (
    down(spec, "components", "cni", "enabled") === true ||
    PROFILES_WITH_CNI.includes(textOf(spec["profile"]))
  );
}

/** The injector's own settings, one a revision. */
function injectorsOf(index: Index): readonly Manifest[] {
  return index
    .kind("/ConfigMap")
    .filter(({ identity }) =>
      /^istio-sidecar-injector(-|$)/.test(identity.name),
    );
}

/** Releases of one of Istio's charts, with the values that they are given. */
function charts(
  index: Index,
  chart: string,
): readonly { readonly values: unknown }[] {
  const releases = index
    .kind("helm.toolkit.fluxcd.io/HelmRelease")
    .map(({ object }) => ({
      chart: down(object, "spec", "chart", "spec", "chart"),
      values: down(object, "spec", "values"),
    }));
  const applications = index
    .kind("argoproj.io/Application")
    .map(({ object }) => ({
      chart: down(object, "spec", "source", "chart"),
      values: down(object, "spec", "source", "helm", "valuesObject"),
    }));
  return [...releases, ...applications].filter((one) => one.chart === chart);
}
