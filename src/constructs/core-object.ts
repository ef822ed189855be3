import { ApiObject } from "cdk8s";
import type { k8s } from "cdk8s-plus-27";
import type { Construct } from "constructs";

/** The kinds of Kubernetes' own that are made here, as cdk8s-plus types them. */
interface CoreKinds {
  readonly ConfigMap: k8s.KubeConfigMapProps;
  readonly HorizontalPodAutoscaler: k8s.KubeHorizontalPodAutoscalerV2Props;
  readonly Namespace: k8s.KubeNamespaceProps;
  readonly PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps;
  readonly Service: k8s.KubeServiceProps;
  readonly ServiceAccount: k8s.KubeServiceAccountProps;
}

const VERSIONS: Readonly<Record<keyof CoreKinds, string>> = {
  ConfigMap: "v1",
  HorizontalPodAutoscaler: "autoscaling/v2",
  Namespace: "v1",
  PodDisruptionBudget: "policy/v1",
  Service: "v1",
  ServiceAccount: "v1",
};

/** Props as they are written: what has a class of its own only in TypeScript is its value. */
export type Written<Props> = Props extends k8s.IntOrString
  ? number | string
  : Props extends object
    ? { [Key in keyof Props]: Written<Props[Key]> }
    : Props;

/**
 * An object of one of Kubernetes' own kinds, held to its type by the compiler.
 * The classes behind the types are 2.5 MB of code, which nobody waits for here.
 *
 *     addCoreObject(chart, "Service", "Service", { metadata: { name: "web-app" }, spec: { ports: [{ port: 80 }] } })
 *     => apiVersion: v1, kind: Service, metadata: name: web-app …
 */
export function addCoreObject<Kind extends keyof CoreKinds>(
  scope: Construct,
  id: string,
  kind: Kind,
  props: Written<CoreKinds[Kind]>,
): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: VERSIONS[kind],
    kind,
    ...props,
  });
}
