import type { Check } from "../../check";
import { podOf } from "./example";
import { faultsText, type Control, type Fault } from "./fault";
import { securedPods, withoutInjected } from "./pod";
import { verdictOn } from "./policy";
import { lacking, REQUIREMENTS } from "./restricted/requirements";

/**
 * One finding a workload, with all that it lacks: which of it is worth a line
 * of its own is the baseline's business. The sidecar's own context is Istio's.
 */
export const restricted: Check = {
  id: "security/restricted",
  severity: "info",
  demands: "A pod meets the restricted Pod Security Standard.",
  why: "Whoever breaks into a program that is not root, has no capabilities and a filter of system calls has little to go on with.",
  bad: podOf("securityContext: { allowPrivilegeEscalation: false }"),
  says: 'got no capabilities.drop: [ALL], no runAsNonRoot: true and no seccompProfile on the container "web", expected the restricted Pod Security Standard',
  good: podOf(
    "securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }",
    "securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }",
  ),
  run: (index, report) => {
    for (const pod of securedPods(index).map(withoutInjected)) {
      const verdict = verdictOn(index, pod, "restricted", lacking);
      if (!verdict) continue;
      const { faults, severity, because } = verdict;
      report(
        pod.workload.manifest,
        faults[0]?.path ?? pod.specPath,
        `got ${faultsText(faults)}, expected the restricted Pod Security Standard${because}`,
        fixFor((control) => control(pod, verdict.minor)),
        severity,
      );
    }
  },
};

/** What to write into the pod's context, into those of containers, and what else to do. */
function fixFor(faultsOf: (control: Control) => readonly Fault[]): string {
  const broken = REQUIREMENTS.filter(
    ({ control }) => faultsOf(control).length > 0,
  );
  const writes = (where: (typeof broken)[number]["where"]) =>
    broken
      .filter((requirement) => requirement.where === where)
      .map(({ write }) => write);
  const pod = writes("pod");
  const container = writes("container");
  return [
    ...(pod.length === 0
      ? []
      : [`write securityContext: { ${pod.join(", ")} } into the pod's spec`]),
    ...(container.length === 0
      ? []
      : [
          `write securityContext: { ${container.join(", ")} } into each of the containers`,
        ]),
    ...writes(""),
    ...broken.flatMap(({ needs }) => needs ?? []),
  ].join("; ");
}
