import type { Fields } from "../../../manifests/fields";
import type { Index } from "../../../manifests/index-of";
import { hasSidecar, isAmbient } from "../../../manifests/in-mesh";
import type { Workload } from "../../../manifests/workloads";
import { isInjected, securedPod, type SecuredPod } from "../standard/pod";
import type { Installed } from "./installed";

/**
 * What injection adds to a pod, as the standards look at it; undefined where it
 * adds nothing, or by a template that is not Istio's usual one. Contexts are those of
 * https://github.com/istio/istio/blob/master/manifests/charts/istio-control/istio-discovery/files/injection-template.yaml
 */
export function injectedInto(
  index: Index,
  workload: Workload,
  istio: Installed,
): SecuredPod | undefined {
  const { annotations, spec, namespace } = workload;
  if (spec["hostNetwork"] === true || isAmbient(index, workload))
    return undefined;
  if (!hasSidecar(index, workload) || namespace === "istio-system")
    return undefined;
  const templates = annotations["inject.istio.io/templates"] ?? "sidecar";
  if (!templates.split(",").some((name) => name.trim() === "sidecar"))
    return undefined;
  const own = new Map(
    securedPod(workload)
      .containers.filter(isInjected)
      .map(({ name, security }) => [name, security]),
  );
  const mode = annotations["sidecar.istio.io/interceptionMode"] ?? "REDIRECT";
  const setUp = istio.hasCni && !own.has(INIT.name) ? VALIDATION : INIT;
  const added = [
    ...(mode === "NONE" ? [] : [setUp]),
    proxyFor(mode, annotations),
  ].map(({ name, securityContext }) => ({
    name,
    // A container of that name in the template goes before what is injected.
    securityContext: {
      ...securityContext,
      ...(istio.hasSeccomp && {
        seccompProfile: { type: "RuntimeDefault" },
      }),
      ...own.get(name),
    },
  }));
  return securedPod({ ...workload, spec: bare(spec, added) });
}

/** The pod's own context and nothing else of it: that is judged by itself. */
function bare(spec: Fields, containers: readonly Fields[]): Fields {
  const { securityContext, os, hostUsers } = spec;
  return { securityContext, os, hostUsers, containers };
}

const PLAIN = {
  allowPrivilegeEscalation: false,
  privileged: false,
  capabilities: { drop: ["ALL"] },
};
const ROOT = { runAsNonRoot: false, runAsUser: 0 };
const SIDECAR = { runAsNonRoot: true, runAsUser: 1337 };

const INIT = {
  name: "istio-init",
  securityContext: {
    ...PLAIN,
    ...ROOT,
    capabilities: { add: ["NET_ADMIN", "NET_RAW"], drop: ["ALL"] },
  },
};

const VALIDATION = {
  name: "istio-validation",
  securityContext: { ...PLAIN, ...SIDECAR },
};

function proxyFor(mode: string, annotations: Workload["annotations"]) {
  const binds = annotations["sidecar.istio.io/capNetBindService"] === "true";
  const add = [
    ...(mode === "TPROXY" ? ["NET_ADMIN"] : []),
    ...(binds ? ["NET_BIND_SERVICE"] : []),
  ];
  return {
    name: "istio-proxy",
    securityContext:
      add.length === 0
        ? { ...PLAIN, ...SIDECAR }
        : { ...PLAIN, ...ROOT, capabilities: { add, drop: ["ALL"] } },
  };
}
