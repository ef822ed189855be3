import { fieldsOf, listOf } from "../manifests/fields";
import type { Manifest, Path } from "../manifests/manifest";
import { nearest } from "../problems/nearest";
import type { Ignore } from "./ignores";
import { annotated, commented } from "./ignores";
import { inOrder } from "./placed";
import type { Placed } from "./placed";

/** A finding that somebody wants not to hear of, and why. */
export interface Suppressed extends Placed {
  readonly reason: string;
}

export interface Judged {
  readonly findings: readonly Placed[];
  readonly suppressed: readonly Suppressed[];
}

/** What can be said of the suppressions themselves. */
export const IGNORE_IDS = [
  "ignore/no-reason",
  "ignore/unknown",
  "ignore/unused",
] as const;

/**
 * Takes out what is suppressed where it stands, with a reason. A suppression
 * that does nothing is a finding: it would hide tomorrow's mistake.
 */
export function suppress(
  findings: readonly Placed[],
  manifests: readonly Manifest[],
  texts: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): Judged {
  const ignores = [
    ...manifests.flatMap(annotated),
    ...[...texts].flatMap(([file, text]) => commented(file, text)),
  ];
  if (ignores.length === 0) return { findings, suppressed: [] };
  const useful = ignores.filter(
    ({ check, reason }) => reason !== "" && known.has(check),
  );
  const groups = new Map<string, Ignore[]>();
  for (const ignore of useful) {
    const key = `${ignore.check} ${ignore.file}`;
    groups.set(key, [...(groups.get(key) ?? []), ignore]);
  }
  const used = new Set<Ignore>();
  const left: Placed[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findings) {
    const by = groups
      .get(`${finding.check} ${finding.file}`)
      ?.filter((ignore) => covers(ignore, finding));
    for (const ignore of by ?? []) used.add(ignore);
    if (by?.[0]) suppressed.push({ ...finding, reason: by[0].reason });
    else left.push(finding);
  }
  const said = ignores.flatMap((ignore) => {
    const finding = complaint(ignore, known, used);
    return finding ? [finding] : [];
  });
  return { findings: inOrder([...left, ...said]), suppressed };
}

function covers({ manifest, about }: Ignore, finding: Placed): boolean {
  if (manifest) return finding.manifest === manifest;
  if (finding.line === about) return true;
  const { manifest: object, path = [] } = finding;
  return (
    object !== undefined &&
    [path, outside(object, path)].some((one) => object.at(one).line === about)
  );
}

/** The way to the text that a path goes on into: the whole file of a ConfigMap. */
function outside({ object }: Manifest, path: Path): Path {
  let value: unknown = object;
  const end = path.findIndex((step) => {
    if (typeof value === "string") return true;
    value =
      typeof step === "number" ? listOf(value)[step] : fieldsOf(value)[step];
    return false;
  });
  return end < 0 ? path : path.slice(0, end);
}

function complaint(
  ignore: Ignore,
  known: ReadonlySet<string>,
  used: ReadonlySet<Ignore>,
): Placed | undefined {
  const { check, reason, file, line, column, manifest } = ignore;
  const say = (id: (typeof IGNORE_IDS)[number], message: string, fix: string) =>
    ({
      check: id,
      severity: "warning",
      message,
      fix,
      file,
      line,
      column,
      ...(manifest && { manifest }),
    }) as const;
  if (!known.has(check)) {
    const meant = nearest(check, known);
    return say(
      "ignore/unknown",
      `got a suppression of ${check === "" ? "nothing" : `${check}, which is no check`}, expected a check`,
      meant === undefined ? "remove it" : `write ${meant}`,
    );
  }
  if (reason === "")
    return say(
      "ignore/no-reason",
      `got a suppression of ${check} without a reason, expected one; it suppresses nothing`,
      `write why: ${check}: the reason`,
    );
  if (!used.has(ignore))
    return say(
      "ignore/unused",
      `got a suppression of ${check} where it finds nothing, expected a finding`,
      "remove it",
    );
  return undefined;
}
