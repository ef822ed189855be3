import type { FindingSeverity } from "./finding";
import type { Outcome } from "./outcome";
import { summaryLine } from "./text";

/** Annotations of GitHub Actions: one line a finding, shown beside the change. */
export function githubReport(outcome: Outcome): string {
  const lines = outcome.findings.map(
    ({ check, severity, message, fix, file, line, column }) => {
      const place =
        file === "" ? "" : `file=${property(file)},line=${line},col=${column},`;
      const text = fix === undefined ? message : `${message}\nfix: ${fix}`;
      return `::${LEVELS[severity]} ${place}title=${property(check)}::${data(text)}`;
    },
  );
  return [...lines, data(summaryLine(outcome))].join("\n");
}

const LEVELS: Readonly<Record<FindingSeverity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return text
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
