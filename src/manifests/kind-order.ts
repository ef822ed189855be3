/**
 * The order in which kubectl should meet the kinds of one file: what is needed
 * stands before what needs it. Kinds that are not here come last.
 */
const KINDS = [
  "Namespace",
  "CustomResourceDefinition",
  "HelmRepository",
  "HelmRelease",
  "PriorityClass",
  "StorageClass",
  "ResourceQuota",
  "LimitRange",
  "ClusterRole",
  "ClusterRoleBinding",
  "ServiceAccount",
  "Role",
  "RoleBinding",
  "ConfigMap",
  "Secret",
  "PersistentVolume",
  "PersistentVolumeClaim",
  "NetworkPolicy",
  "Service",
  "PeerAuthentication",
  "PodDisruptionBudget",
  "AnalysisTemplate",
  "DaemonSet",
  "Deployment",
  "Rollout",
  "StatefulSet",
  "ReplicaSet",
  "ReplicationController",
  "Pod",
  "Job",
  "CronJob",
  "HorizontalPodAutoscaler",
  "DestinationRule",
  "Gateway",
  "VirtualService",
  "Telemetry",
  "EnvoyFilter",
  "PodMonitor",
  "ServiceMonitor",
  "PrometheusRule",
  "AlertmanagerConfig",
];
const RANK = new Map(KINDS.map((kind, index) => [kind, index]));

/** Where a kind stands among those of one file. */
export function kindRank(kind: string): number {
  return RANK.get(kind) ?? KINDS.length;
}
