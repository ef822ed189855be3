import { join } from "node:path";
import { ALL_CHECKS } from "../checks/all";
import { judge } from "../checks/judge";
import type { Outcome } from "../checks/outcome";
import type { Placed } from "../checks/placed";
import type { Reading } from "../manifests/read";
import { readText } from "../manifests/text";
import type { RenderedFile } from "../synth/render";

/** What the checks say, told apart by whose it is. */
export interface Judgement {
  /** Of the user's manifests, and still true of what comes out. */
  readonly theirs: Outcome;
  /** Errors that are there only because of what was added or patched. */
  readonly ours: Outcome;
  /** Whether everything could be read. */
  readonly isWhole: boolean;
}

/** Holds what was read and what is about to be written against all checks. */
export function judged(
  reading: Reading,
  folder: string,
  files: readonly RenderedFile[],
  say?: (what: string) => void,
): Judgement {
  const texts = new Map(
    files.map(({ path, content }) => [join(folder, path), content]),
  );
  const read = [...texts].map(([file, text]) => readText({ file, text }));
  const before = judge(reading, ALL_CHECKS, {}, [], say);
  const after = judge(
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
  const known = new Set(before.findings.map(keyOf));
  const left = new Set(after.findings.map(keyOf));
  return {
    theirs: {
      ...before,
      findings: before.findings
        .filter(
          (finding) =>
            finding.severity !== "info" &&
            (finding.check.startsWith("read/") || left.has(keyOf(finding))),
        )
        .map(forAdopt),
      suppressed: [],
    },
    ours: {
      ...after,
      findings: after.findings.filter(
        (finding) => finding.severity === "error" && !known.has(keyOf(finding)),
      ),
      suppressed: [],
    },
    isWhole: !reading.unread.some(({ severity }) => severity === "error"),
  };
}

/** How a template is rendered is said for whoever checks. */
function forAdopt(finding: Placed): Placed {
  const { fix } = finding;
  return fix === undefined
    ? finding
    : {
        ...finding,
        fix: fix.replace("sidelight check -", "sidelight adopt -"),
      };
}

/** The same finding on the same object, wherever it stands. */
function keyOf({ check, message, manifest, severity }: Placed): string {
  const { kind = "", name = "", namespace = "" } = manifest?.identity ?? {};
  return [check, severity, kind, namespace, name, message].join("\n");
}
