const GROUPS = new Set([
  ...["", "apps", "autoscaling", "batch", "extensions", "policy"],
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "flowcontrol.apiserver.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
]);

/** The groups that Kubernetes itself serves, without any CustomResourceDefinition. */
export function isKubernetesGroup(group: string): boolean {
  return GROUPS.has(group);
}
