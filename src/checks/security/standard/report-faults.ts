import type { Index } from "../../../manifests/index-of";
import type { Report } from "../../finding";
import { faultsText, type Control } from "./fault";
import { securedPods } from "./pod";
import { verdictOn } from "./policy";

/** Reports a control of the baseline standard: once a workload, naming containers. */
export function reportFaults(
  index: Index,
  report: Report,
  control: Control,
  expected: string,
  fix: string,
): void {
  for (const pod of securedPods(index)) {
    const verdict = verdictOn(index, pod, "baseline", control);
    if (!verdict) continue;
    const { faults, severity, because } = verdict;
    report(
      pod.workload.manifest,
      faults[0]?.path ?? pod.specPath,
      `got ${faultsText(faults)}, expected ${expected}${because}`,
      fix,
      severity,
    );
  }
}
