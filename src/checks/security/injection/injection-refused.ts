import type { Check } from "../../check";
import { ordered } from "../../istio/quote";
import { listText } from "../standard/fault";
import { LABEL } from "../standard/policy";
import { enforcing, WITH_CNI } from "./example";
import { installedIstio } from "./installed";
import { isInit, refusalsOf, type Refusal } from "./refusals";

/** One finding a namespace: its pods share the reason and the remedy. */
export const injectionRefused: Check = {
  id: "security/injection-refused",
  severity: "warning",
  demands:
    "A namespace that enforces a Pod Security Standard admits its own pods once they are injected.",
  why: "Without istio-cni injection adds istio-init, which runs as root with NET_ADMIN and NET_RAW: the namespace then refuses every pod, and no container starts.",
  bad: enforcing("baseline"),
  says: "got the namespace shop enforcing baseline and injection into the pods of web, which adds istio-init as root with NET_ADMIN and NET_RAW, expected istio-cni, of which nothing is said here: without it the pods are refused",
  good: enforcing("baseline", "", "", WITH_CNI),
  run: (index, report) => {
    const { isKnown } = installedIstio(index);
    const namespaces = new Map<string, Refusal[]>();
    for (const refusal of refusalsOf(index).filter(isByInit)) {
      const { namespace } = refusal.workload;
      const others = namespaces.get(namespace);
      if (others) others.push(refusal);
      else namespaces.set(namespace, [refusal]);
    }
    for (const [namespace, refusals] of namespaces) {
      const manifest = index.find("/Namespace", "", namespace);
      const level = refusals[0]?.demand.level;
      if (!manifest || level === undefined) continue;
      report(
        manifest,
        ["metadata", "labels", `${LABEL}enforce`],
        `got the namespace ${namespace} enforcing ${level} and injection into the pods of ${namesOf(refusals)}, which adds istio-init as root with NET_ADMIN and NET_RAW, expected istio-cni${isKnown ? "" : ", of which nothing is said here"}: without it the pods are refused`,
        `install istio-cni and set istiod's value pilot.cni.enabled: true, or write ${LABEL}enforce: privileged with ${LABEL}warn: ${level}`,
        isKnown ? "error" : "warning",
      );
    }
  },
};

function isByInit({ faults }: Refusal): boolean {
  return faults.some(isInit);
}

/** Few by their names, many by their number. */
function namesOf(refusals: readonly Refusal[]): string {
  const names = ordered(
    refusals.map(({ workload }) => workload.manifest.identity.name),
  );
  const most = 3;
  return names.length <= most
    ? listText(names)
    : listText([
        ...names.slice(0, most),
        `${names.length - most} other${names.length - most === 1 ? "" : "s"}`,
      ]);
}
