import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { Release } from "../platform/release";

/** How often Flux compares the cluster with what is wanted. */
export const FLUX_INTERVAL = "10m";

/** Where Flux looks for charts. */
export interface Repository {
  readonly name: string;
  readonly namespace: string;
  readonly url: string;
}

export function addRepository(
  scope: Construct,
  { name, namespace, url }: Repository,
): void {
  new ApiObject(scope, `HelmRepository-${name}`, {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "HelmRepository",
    metadata: { name, namespace },
    spec: { interval: "1h", url },
  });
}

/**
 * A HelmRelease beside its repository; its objects may go to another
 * namespace. CRDs are installed and upgraded with the chart, which Helm alone
 * does not. A first install is tried until it works, since what it waits for may
 * come later; an upgrade that fails three times is rolled back.
 * https://fluxcd.io/flux/components/helm/helmreleases/
 */
export function addRelease(
  scope: Construct,
  release: Release,
  { name: repository, namespace }: Repository,
): void {
  const { name, chart, version, dependsOn, values } = release;
  new ApiObject(scope, `HelmRelease-${name}`, {
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    metadata: { name, namespace },
    spec: {
      interval: FLUX_INTERVAL,
      ...(release.namespace !== namespace && {
        targetNamespace: release.namespace,
        storageNamespace: release.namespace,
      }),
      releaseName: name,
      chart: {
        spec: {
          chart,
          version,
          sourceRef: { kind: "HelmRepository", name: repository },
        },
      },
      ...(dependsOn.length > 0 && {
        dependsOn: dependsOn.map((before) => ({ name: before })),
      }),
      install: { crds: "CreateReplace", remediation: { retries: -1 } },
      upgrade: { crds: "CreateReplace", remediation: { retries: 3 } },
      values,
    },
  });
}
