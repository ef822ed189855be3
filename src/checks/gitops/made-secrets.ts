import { down, listOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { annotationsOfObject, namespaceOf } from "../../manifests/metadata";

type Named = (manifest: Manifest) => readonly unknown[];

const own: Named = ({ identity }) => [identity.name];

const at =
  (...path: readonly string[]): Named =>
  (manifest) => [
    textOf(down(manifest.object, ...path)) || manifest.identity.name,
  ];

/** Kinds of which Secrets are made, and the names of these. */
const MAKERS: readonly (readonly [groupKind: string, names: Named])[] = [
  ["/Secret", own],
  ["bitnami.com/SealedSecret", at("spec", "template", "metadata", "name")],
  ["external-secrets.io/ExternalSecret", at("spec", "target", "name")],
  ["cert-manager.io/Certificate", at("spec", "secretName")],
  [
    "secrets.hashicorp.com/VaultStaticSecret",
    at("spec", "destination", "name"),
  ],
  [
    "secrets.hashicorp.com/VaultDynamicSecret",
    at("spec", "destination", "name"),
  ],
  ["secrets.hashicorp.com/VaultPKISecret", at("spec", "destination", "name")],
  ["isindir.github.com/SopsSecret", secretTemplates],
  ["secrets-store.csi.x-k8s.io/SecretProviderClass", secretObjects],
];

function secretTemplates({ object }: Manifest): readonly unknown[] {
  return listOf(down(object, "spec", "secretTemplates")).map((template) =>
    down(template, "name"),
  );
}

function secretObjects({ object }: Manifest): readonly unknown[] {
  return listOf(down(object, "spec", "secretObjects")).map((secret) =>
    down(secret, "secretName"),
  );
}

const read = new WeakMap<Index, ReadonlyMap<string, ReadonlySet<string>>>();

/**
 * The Secrets of each namespace that were read or are made of what was read:
 * sealed ones, external ones, certificates.
 */
export function secretsOf(
  index: Index,
): ReadonlyMap<string, ReadonlySet<string>> {
  const known = read.get(index);
  if (known) return known;
  const secrets = new Map<string, Set<string>>();
  const add = (manifest: Manifest, name: unknown) => {
    const namespace = namespaceOf(manifest);
    const those = secrets.get(namespace) ?? new Set();
    secrets.set(namespace, those.add(textOf(name)));
  };
  for (const [groupKind, names] of MAKERS)
    for (const manifest of index.kind(groupKind))
      for (const name of names(manifest)) add(manifest, name);
  for (const manifest of index.kind("networking.k8s.io/Ingress"))
    if (isCertified(manifest))
      for (const tls of listOf(down(manifest.object, "spec", "tls")))
        add(manifest, down(tls, "secretName"));
  read.set(index, secrets);
  return secrets;
}

/** cert-manager makes the certificates of an Ingress that asks for it. */
function isCertified(manifest: Manifest): boolean {
  return Object.keys(annotationsOfObject(manifest)).some(
    (key) =>
      key === "kubernetes.io/tls-acme" ||
      /^cert-manager\.io\/(?:cluster-)?issuer$/.test(key),
  );
}
