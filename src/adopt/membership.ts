import {
  down,
  fieldsOf,
  isFields,
  listOf,
  numberOf,
  textOf,
} from "../manifests/fields";
import { hasSidecar, isAmbient, namespaceLabels } from "../manifests/in-mesh";
import type { Index } from "../manifests/index-of";
import { containersOf, type Workload } from "../manifests/workloads";
import { ISTIO_PORTS } from "../mesh/port";
import type { Membership } from "./found";
import { cutFromIstiod } from "./network";

/** The pod label by which a pod is taken into the mesh, or kept out. */
export const INJECT = "sidecar.istio.io/inject";

/** The pod label by which a control plane of that revision takes it in. */
export const REVISION = "istio.io/rev";

export interface FoundMembership {
  readonly membership: Membership;
  readonly because: string;
}

/** What the user says of a workload; undefined where nothing is said. */
export interface SaidMembership {
  readonly mesh?: boolean;
  readonly where: string;
}

/** Namespaces that Istio's injector passes over, and Istio's own. */
const SYSTEM = [
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "istio-system",
];

/** Istio's proxy runs as this user, and what runs as the same bypasses it. */
const PROXY_USER = 1337;

/**
 * Whether a workload is in the mesh, can be taken in, or has to stay outside.
 * It comes in by its pods' own label: the label of a namespace would also take
 * in Jobs, and pods that are in none of the manifests.
 */
export function membershipOf(
  index: Index,
  workload: Workload,
  said: SaidMembership,
  cni: boolean,
): FoundMembership {
  const { namespace, labels, annotations, spec } = workload;
  const { kind } = workload.manifest.identity;
  const ofNamespace = namespaceLabels(index, namespace) ?? {};
  const out = (because: string) => ({ membership: "out", because }) as const;
  if (said.mesh === false) return out(said.where);
  const refused = impossible(workload);
  if (refused !== undefined) return out(refused);
  const own = labels[INJECT] ?? annotations[INJECT];
  if (own === "false") return out(`its pods refuse injection (${INJECT})`);
  if (isAmbient(index, workload))
    return out("it is in the ambient mesh, which has no sidecars");
  if (labels[REVISION] !== undefined)
    return { membership: "in", because: `its pods' label ${REVISION}` };
  if (hasSidecar(index, workload))
    return {
      membership: "in",
      because:
        own === "true" ? `its pods' label ${INJECT}` : "its namespace injects",
    };
  if (SYSTEM.includes(namespace))
    return out(`the namespace ${namespace} is the system's own`);
  if (ofNamespace["istio-injection"] === "disabled")
    return out("its namespace refuses injection (istio-injection: disabled)");
  if (kind === "Job" || (kind === "CronJob" && said.mesh !== true))
    return out(
      `a ${kind} with a sidecar ends only where sidecars are native, from Kubernetes 1.33 on`,
    );
  if (
    kind === "Pod" &&
    ["Never", "OnFailure"].includes(textOf(spec["restartPolicy"]))
  )
    return out(
      "a Pod that runs once ends with a sidecar only where sidecars are native, from Kubernetes 1.33 on",
    );
  const enforced = ofNamespace["pod-security.kubernetes.io/enforce"];
  if (!cni && (enforced === "baseline" || enforced === "restricted"))
    return out(
      `its namespace enforces the Pod Security Standard ${enforced}, which admits no sidecar without istio-cni; with it, add --cni`,
    );
  const policy = cutFromIstiod(index, workload);
  if (policy)
    return out(
      `NetworkPolicy ${policy.identity.name} lets nothing out to istiod (istio-system, port 15012), and a sidecar without it is never ready; allow that first`,
    );
  const user = numberOf(fieldsOf(spec["securityContext"])["runAsUser"]);
  const users = containersOf(workload, "containers").map((container) =>
    numberOf(fieldsOf(container["securityContext"])["runAsUser"]),
  );
  if ([user, ...users].includes(PROXY_USER))
    return out(
      `it runs as user ${PROXY_USER}, which is the proxy's own; give it another`,
    );
  const taken = containersOf(workload, "containers")
    .flatMap(({ ports }) => listOf(ports))
    .map((port) => numberOf(fieldsOf(port)["containerPort"]) ?? 0)
    .find((port) => ISTIO_PORTS.includes(port));
  if (taken !== undefined)
    return out(`it listens on port ${taken}, which is the proxy's own`);
  return { membership: "joins", because: `its pods get the label ${INJECT}` };
}

function impossible({ manifest, path, spec }: Workload): string | undefined {
  if (!isFields(down(manifest.object, ...path)))
    return "it has no pod template of its own";
  if (spec["hostNetwork"] === true)
    return "it uses the host's network, where no sidecar is put in";
  const os =
    fieldsOf(spec["os"])["name"] ??
    fieldsOf(spec["nodeSelector"])["kubernetes.io/os"];
  return os === "windows"
    ? "it runs on Windows, where there is no proxy"
    : undefined;
}
