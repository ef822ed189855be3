import type { Path } from "../manifests/manifest";
import type { Finding } from "./finding";

/** A finding whose place is known: 1 and 1 where a file has no better one. */
export interface Placed extends Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Resolves where a finding stands. */
export function placed(finding: Finding): Placed {
  const { manifest, path = [], position, file } = finding;
  const { line, column } = position ??
    manifest?.at(path) ?? { line: 1, column: 1 };
  return { ...finding, file: manifest?.file ?? file ?? "", line, column };
}

/** By file, line and column, each once. */
export function inOrder(findings: readonly Placed[]): readonly Placed[] {
  const seen = new Set<string>();
  return [...findings].sort(compare).filter((finding) => {
    const { file, line, column, check, message, manifest, path } = finding;
    const { kind, namespace, name } = manifest?.identity ?? {};
    const key = JSON.stringify([
      ...[file, line, column, check, message],
      ...[kind, namespace, name, path],
    ]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function compare(a: Placed, b: Placed): number {
  return (
    byText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    byText(a.check, b.check) ||
    byText(a.message, b.message)
  );
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * A path as people write it.
 *
 *     pathText(["spec", "http", 0, "route"]) => "spec.http[0].route"
 *     pathText(["metadata", "labels", "app.io/x"]) => 'metadata.labels["app.io/x"]'
 */
export function pathText(path: Path): string {
  return path
    .map((step, index) =>
      typeof step === "number"
        ? `[${step}]`
        : /^[\w$-]+$/.test(step)
          ? `${index === 0 ? "" : "."}${step}`
          : `[${JSON.stringify(step)}]`,
    )
    .join("");
}
