import type { Manifest } from "../../manifests/manifest";

export const KUSTOMIZE = "kustomize.config.k8s.io";

/** A file of kustomize itself, not an object for a cluster. */
export function isOfKustomize({ identity }: Manifest): boolean {
  return groupOf(identity.apiVersion) === KUSTOMIZE;
}

interface LocalKind {
  readonly group: string;
  /** @default - every kind of the group */
  readonly kinds?: readonly string[];
  /** What it is, in words. */
  readonly is: string;
}

/** Files that look like objects and that no API server knows. */
const LOCAL_KINDS: readonly LocalKind[] = [
  { group: "v1", kinds: ["Config"], is: "a kubeconfig" },
  {
    group: "install.istio.io",
    kinds: ["IstioOperator"],
    is: "input of istioctl install",
  },
  { group: "skaffold", is: "the configuration of Skaffold" },
  { group: "kind.x-k8s.io", is: "the configuration of kind" },
  { group: "k3d.io", is: "the configuration of k3d" },
  { group: "eksctl.io", is: "the configuration of eksctl" },
  { group: "kubeadm.k8s.io", is: "the configuration of kubeadm" },
  { group: "kubelet.config.k8s.io", is: "the configuration of a kubelet" },
  {
    group: "kubeproxy.config.k8s.io",
    is: "the configuration of kube-proxy",
  },
  { group: "apiserver.config.k8s.io", is: "a file that an API server reads" },
  { group: "audit.k8s.io", is: "a file that an API server reads" },
];

/** What a file is that only looks like an object; undefined where it is one. */
export function localKindOf({ identity }: Manifest): string | undefined {
  const { apiVersion, kind } = identity;
  return LOCAL_KINDS.find(
    ({ group, kinds }) =>
      groupOf(apiVersion) === group &&
      (kinds === undefined || kinds.includes(kind)),
  )?.is;
}

/** The group; the version alone in the core group. */
function groupOf(apiVersion: string): string {
  return apiVersion.split("/")[0] ?? "";
}
