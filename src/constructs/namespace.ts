import { Chart, JsonPatch } from "cdk8s";
import { Construct } from "constructs";
import type { MtlsMode } from "../mesh/mesh";
import type {
  Namespace as NamespaceDescription,
  NamespaceProps,
} from "../mesh/namespace";
import { describeNamespace, namespaceCheck } from "../mesh/namespace";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import {
  PeerAuthentication,
  PeerAuthenticationSpecMtlsMode,
} from "../../imports/security.istio.io";
import { addCoreObject } from "./core-object";
import { report } from "./report";

export interface MeshNamespaceProps extends NamespaceProps {
  /** @default "PERMISSIVE" */
  readonly mtls?: MtlsMode;
}

/**
 * A namespace with sidecar injection, and the PeerAuthentication of all its
 * pods.
 *
 *     new MeshNamespace(chart, "shop", { name: "shop" })
 *     => Namespace shop        labels: istio-injection: enabled
 *     => PeerAuthentication default   mtls: mode: PERMISSIVE
 */
export class MeshNamespace extends Construct {
  constructor(scope: Construct, id: string, props: MeshNamespaceProps) {
    super(scope, id);
    const { mtls = "PERMISSIVE", ...given } = props;
    const problems: Problem[] = [];
    namespaceCheck(given, new Place(`namespace ${id}`, problems));
    report(this, problems);
    if (!hasErrors(problems))
      addNamespace(this, describeNamespace(given), mtls);
  }
}

/** The objects of a described namespace; none but the policy where it exists already. */
export function addNamespace(
  scope: Construct,
  namespace: NamespaceDescription,
  mtls: MtlsMode,
): void {
  const { name, annotations } = namespace;
  if (!namespace.existing) {
    const object = addCoreObject(scope, "Namespace", "Namespace", {
      metadata: {
        name,
        annotations: {
          // A pruned namespace takes everything in it along, volumes included.
          "kustomize.toolkit.fluxcd.io/prune": "disabled",
          ...annotations,
        },
        labels: namespaceLabels(namespace),
      },
    });
    // A chart gives all its objects its namespace; a Namespace stands in none.
    if (Chart.of(scope).namespace !== undefined)
      object.addJsonPatch(JsonPatch.remove("/metadata/namespace"));
  }
  addPeerAuthentication(scope, mtls, name);
}

/** How all pods of a namespace take mTLS: the scope's, where none is given. */
export function addPeerAuthentication(
  scope: Construct,
  mtls: MtlsMode,
  namespace?: string,
): void {
  new PeerAuthentication(scope, "PeerAuthentication", {
    metadata: {
      name: "default",
      ...(namespace !== undefined && { namespace }),
    },
    spec: { mtls: { mode: PeerAuthenticationSpecMtlsMode[mtls] } },
  });
}

function namespaceLabels({
  injection,
  cni,
  labels,
}: NamespaceDescription): Record<string, string> {
  return {
    ...(injection === "label" && { "istio-injection": "enabled" }),
    ...(typeof injection === "object" && {
      "istio.io/rev": injection.revision,
    }),
    ...(cni && { "pod-security.kubernetes.io/enforce": "restricted" }),
    ...labels,
  };
}
