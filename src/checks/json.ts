import type { Placed } from "./placed";
import { pathText } from "./placed";
import type { Outcome } from "./outcome";
import { summaryOf } from "./outcome";

/** One JSON object: findings, what was suppressed and why, and a summary. */
export function jsonReport(outcome: Outcome): string {
  return JSON.stringify(
    {
      findings: outcome.findings.map(findingOf),
      suppressed: outcome.suppressed.map((finding) => ({
        ...findingOf(finding),
        reason: finding.reason,
      })),
      summary: summaryOf(outcome),
    },
    undefined,
    2,
  );
}

function findingOf(finding: Placed) {
  const { check, severity, manifest, message, fix, file, line, column, path } =
    finding;
  const { identity } = manifest ?? {};
  return {
    check,
    severity,
    resource: identity && identity.kind !== "" ? identity : null,
    message,
    ...(file !== "" && { file, line, column }),
    ...(path && path.length > 0 && { path: pathText(path) }),
    ...(fix !== undefined && { fix }),
  };
}
