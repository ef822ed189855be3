import { readManifests } from "../manifests/read";
import { printProblems } from "../problems/print";
import { ALL_CHECKS } from "./all";
import { judge } from "./judge";
import { readSettings } from "./settings";
import { summaryLine } from "./text";
import type { SidelightValidationProps, ValidationContext } from "./validation";
import { violationsOf } from "./violations";

/** Holds files that cdk8s wrote against all checks, and reports as cdk8s has it. */
export async function validate(
  { manifests, report }: ValidationContext,
  { meshConfig, crds: files = [] }: SidelightValidationProps,
): Promise<void> {
  const { mesh, crds, problems } = await readSettings(meshConfig, files);
  if (problems.length > 0) {
    report.submit("failure", { properties: printProblems(problems) });
    return;
  }
  const reading = await readManifests(manifests);
  const outcome = judge(reading, ALL_CHECKS, mesh, crds);
  for (const violation of violationsOf(outcome.findings, reading.manifests))
    report.addViolation(violation);
  const failed = outcome.findings.some(({ severity }) => severity === "error");
  report.submit(failed ? "failure" : "success", {
    findings: summaryLine(outcome),
  });
}
