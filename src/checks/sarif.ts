import { sep } from "node:path";
import type { Check } from "./check";
import type { FindingSeverity } from "./finding";
import type { Placed } from "./placed";
import type { Outcome } from "./outcome";

/** SARIF 2.1.0, for code scanning: what is suppressed is in it, marked as such. */
export function sarifReport(
  outcome: Outcome,
  checks: readonly Check[],
): string {
  const results = [
    ...outcome.findings.map((finding) => resultOf(finding)),
    ...outcome.suppressed.map((finding) => ({
      ...resultOf(finding),
      suppressions: [{ kind: "inSource", justification: finding.reason }],
    })),
  ];
  const told = new Map(checks.map((check) => [check.id, check]));
  const ids = new Set(results.map(({ ruleId }) => ruleId));
  return JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "sidelight",
              rules: [...ids].sort().map((id) => ruleOf(id, told.get(id))),
            },
          },
          columnKind: "utf16CodeUnits",
          results,
        },
      ],
    },
    undefined,
    2,
  );
}

function ruleOf(id: string, check: Check | undefined) {
  return {
    id,
    ...(check && {
      shortDescription: { text: check.demands },
      fullDescription: { text: check.why },
      defaultConfiguration: { level: LEVELS[check.severity] },
    }),
  };
}

function resultOf(finding: Placed) {
  const { check, severity, message, fix, file, line, column } = finding;
  return {
    ruleId: check,
    level: LEVELS[severity],
    message: { text: fix === undefined ? message : `${message}\nFix: ${fix}` },
    ...(file !== "" && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file) },
            region: { startLine: line, startColumn: column },
          },
        },
      ],
    }),
  };
}

const LEVELS: Readonly<Record<FindingSeverity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** A path as a reference: relative ones stay so, as code scanning wants them. */
function uriOf(file: string): string {
  if (file === "-") return "stdin";
  const parts = file.split(sep).map(encodeURIComponent).join("/");
  return parts.startsWith("/") ? `file://${parts}` : parts;
}
