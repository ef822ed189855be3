import { down } from "./fields";
import { groupKindOf } from "./index-of";
import type { Manifest } from "./manifest";

/** The kinds of Kubernetes itself that stand in no namespace. */
const CLUSTER = new Set([
  "/Namespace",
  "/Node",
  "/PersistentVolume",
  "/ComponentStatus",
  "admissionregistration.k8s.io/MutatingAdmissionPolicy",
  "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "apiregistration.k8s.io/APIService",
  "certificates.k8s.io/CertificateSigningRequest",
  "certificates.k8s.io/ClusterTrustBundle",
  "flowcontrol.apiserver.k8s.io/FlowSchema",
  "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
  "networking.k8s.io/IngressClass",
  "networking.k8s.io/IPAddress",
  "networking.k8s.io/ServiceCIDR",
  "node.k8s.io/RuntimeClass",
  "policy/PodSecurityPolicy",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "resource.k8s.io/DeviceClass",
  "resource.k8s.io/ResourceSlice",
  "scheduling.k8s.io/PriorityClass",
  "storage.k8s.io/CSIDriver",
  "storage.k8s.io/CSINode",
  "storage.k8s.io/StorageClass",
  "storage.k8s.io/VolumeAttachment",
  "storage.k8s.io/VolumeAttributesClass",
  "cert-manager.io/ClusterIssuer",
  "gateway.networking.k8s.io/GatewayClass",
]);

/** Tells which objects stand in no namespace, by Kubernetes and by the CRDs that are there. */
export function clusterScoped(
  manifests: readonly Manifest[],
): (manifest: Manifest) => boolean {
  const own = new Set(
    manifests
      .filter(({ identity }) => identity.kind === "CustomResourceDefinition")
      .filter(({ object }) => down(object, "spec", "scope") === "Cluster")
      .map(
        ({ object }) =>
          `${String(down(object, "spec", "group"))}/${String(down(object, "spec", "names", "kind"))}`,
      ),
  );
  return ({ identity }) => {
    const groupKind = groupKindOf(identity);
    return CLUSTER.has(groupKind) || own.has(groupKind);
  };
}
