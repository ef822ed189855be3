import { down, listOf, textOf } from "../../manifests/fields";
import { findIn } from "../../manifests/gateway-hosts";
import { groupKindOf, type Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf } from "../../manifests/metadata";
import { namespacesOfParts } from "./built";
import { isKubernetesGroup } from "./kubernetes-groups";
import { namesOf } from "./names";

/** Other groups whose objects make no pods, Services, ConfigMaps or accounts. */
const MAKE_NOTHING = new Set([
  "argoproj.io",
  "bitnami.com",
  "cert-manager.io",
  "cilium.io",
  "extensions.istio.io",
  "external-secrets.io",
  "gateway.networking.k8s.io",
  "grafana.integreatly.org",
  "image.toolkit.fluxcd.io",
  "isindir.github.com",
  "keda.sh",
  "kustomize.config.k8s.io",
  "monitoring.coreos.com",
  "networking.istio.io",
  "notification.toolkit.fluxcd.io",
  "secrets-store.csi.x-k8s.io",
  "secrets.hashicorp.com",
  "security.istio.io",
  "snapshot.storage.k8s.io",
  "source.toolkit.fluxcd.io",
  "telemetry.istio.io",
  "traefik.io",
]);

/** Kinds of these groups that do. */
const MAKERS = new Set([
  "gateway.networking.k8s.io/Gateway",
  "grafana.integreatly.org/Grafana",
  "monitoring.coreos.com/Alertmanager",
  "monitoring.coreos.com/Prometheus",
  "monitoring.coreos.com/PrometheusAgent",
  "monitoring.coreos.com/ThanosRuler",
  "argoproj.io/Application",
  "argoproj.io/ApplicationSet",
  "argoproj.io/ArgoCD",
  "argoproj.io/Workflow",
  "argoproj.io/CronWorkflow",
  "argoproj.io/EventSource",
  "argoproj.io/EventBus",
  "argoproj.io/Sensor",
]);

const read = new WeakMap<Index, ReadonlySet<string>>();

/**
 * Whether a namespace may hold objects that were not read: those that
 * kustomize makes, that come with the cluster, Istio, Flux or Argo CD, with a
 * Helm release or an Argo application, or with anything whose controller is
 * not known.
 */
export function mayHoldMore(index: Index, namespace: string): boolean {
  const known =
    read.get(index) ??
    new Set([
      ...broughtNamespaces(index),
      ...namespacesOfParts(index),
      ...index.all.flatMap(targetsOf),
    ]);
  read.set(index, known);
  return known.has(namespace);
}

function targetsOf(manifest: Manifest): readonly string[] {
  const { identity, object } = manifest;
  if (identity.kind === "") return [];
  const groupKind = groupKindOf(identity);
  const [group = ""] = groupKind.split("/");
  const makesNothing = isKubernetesGroup(group) || MAKE_NOTHING.has(group);
  if (makesNothing && !MAKERS.has(groupKind)) return [];
  return [
    namespaceOf(manifest),
    ...[
      down(object, "spec", "targetNamespace"),
      down(object, "spec", "destination", "namespace"),
    ].flatMap((target) => (textOf(target) === "" ? [] : [textOf(target)])),
  ];
}

/**
 * Whether something of a kind that was not read is missing: its namespace's
 * Namespace, or others of the kind there, were read, and nothing else may make it.
 */
export function isTold(
  index: Index,
  groupKind: string,
  namespace: string,
): boolean {
  if (mayHoldMore(index, namespace)) return false;
  return (
    index.find("/Namespace", "", namespace) !== undefined ||
    namesOf(index, groupKind).has(namespace)
  );
}

/** Whether an object that a manifest names is missing, as far as can be told. */
export function isMissing(
  index: Index,
  groupKind: string,
  namespace: string,
  name: string,
): boolean {
  return (
    isTold(index, groupKind, namespace) &&
    findIn(index, groupKind, namespace, name) === undefined
  );
}

/** Namespaces that a cluster and the installations of Istio, Flux and Argo CD bring with them. */
export function broughtNamespaces(index: Index): readonly string[] {
  return [
    "kube-node-lease",
    "kube-public",
    "kube-system",
    "istio-system",
    index.mesh.rootNamespace ?? "istio-system",
    "flux-system",
    "argocd",
  ];
}

/** Namespaces that Flux, Argo CD or the hierarchy of namespaces makes. */
export function madeNamespaces(index: Index): ReadonlySet<string> {
  return new Set([
    ...index
      .kind("helm.toolkit.fluxcd.io/HelmRelease")
      .filter(
        ({ object }) =>
          down(object, "spec", "install", "createNamespace") === true,
      )
      .map(({ object }) => textOf(down(object, "spec", "targetNamespace"))),
    ...index
      .kind("argoproj.io/Application")
      .filter(({ object }) =>
        listOf(down(object, "spec", "syncPolicy", "syncOptions")).includes(
          "CreateNamespace=true",
        ),
      )
      .map(({ object }) =>
        textOf(down(object, "spec", "destination", "namespace")),
      ),
    ...[
      "hnc.x-k8s.io/SubnamespaceAnchor",
      "project.openshift.io/Project",
      "project.openshift.io/ProjectRequest",
    ].flatMap((kind) => index.kind(kind).map(({ identity }) => identity.name)),
  ]);
}
