import { join } from "node:path";
import { ALL_CHECKS } from "../checks/all";
import { judge } from "../checks/judge";
import { summaryOf } from "../checks/outcome";
import { textReport } from "../checks/text";
import { readText } from "../manifests/text";
import type { RenderedFile } from "./render";

/** What the checks say of files that are about to be written. */
export interface Verdict {
  readonly errors: number;
  /** Errors and warnings as a person reads them; empty where there are none. */
  readonly report: string;
}

/**
 * Holds rendered files against all checks, before anything is written. What is
 * judged is the bytes, not the intention behind them; each environment is
 * judged for itself, as its cluster will see it, and all layers of one cluster
 * together.
 */
export function checked(
  dist: string,
  files: readonly RenderedFile[],
  say?: (what: string) => void,
): Verdict {
  const parts = new Set(files.map(({ together }) => together));
  const verdicts = [...parts].map((part) =>
    checkedTogether(
      dist,
      files.filter(({ together }) => together === part),
      say,
    ),
  );
  return {
    errors: verdicts.reduce((sum, { errors }) => sum + errors, 0),
    report: verdicts
      .map(({ report }) => report)
      .filter((report) => report !== "")
      .join("\n"),
  };
}

function checkedTogether(
  folder: string,
  files: readonly RenderedFile[],
  say?: (what: string) => void,
): Verdict {
  const texts = new Map(
    files.map(({ path, content }) => [join(folder, path), content]),
  );
  const read = [...texts].map(([file, text]) => readText({ file, text }));
  const outcome = judge(
    {
      manifests: read.flatMap(({ manifests }) => manifests),
      unread: read.flatMap(({ unread }) => unread),
      texts,
    },
    ALL_CHECKS,
    {},
    [],
    say,
  );
  const worth = outcome.findings.filter(({ severity }) => severity !== "info");
  const { errors } = summaryOf(outcome);
  if (worth.length === 0) return { errors, report: "" };
  return {
    errors,
    report: textReport({ ...outcome, findings: worth, suppressed: [] }, false),
  };
}
