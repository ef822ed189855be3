import type { Colour, Paint } from "../problems/terminal";
import { painter } from "../problems/terminal";
import type { FindingSeverity } from "./finding";
import type { Placed } from "./placed";
import type { Outcome } from "./outcome";
import { summaryOf } from "./outcome";
import { clean, plural } from "../problems/words";
import { sourceLines } from "./source-lines";

/**
 * For people: by file, with the line and a caret below the place.
 *
 *     shop.yaml
 *       3:7  error  read/duplicate-key  got the key "host" twice …
 *         3 |       host: cart
 *           |       ^
 *         fix: remove one of the two …
 */
export function textReport(outcome: Outcome, colours: boolean): string {
  const paint = painter(colours);
  const concealed = concealedLines(outcome);
  const lines: string[] = [];
  for (const [name, findings] of byFile(outcome.findings)) {
    lines.push(paint(clean(name), "bold"));
    const file = findings[0]?.file ?? "";
    const shown = sourceLines(outcome.texts.get(file));
    const source: Source = (line, column) =>
      concealed.has(`${file}:${line}`) ? [] : shown(line, column);
    for (const finding of findings)
      lines.push(...block(finding, source, paint));
    lines.push("");
  }
  if (outcome.suppressed.length > 0) {
    lines.push(paint("suppressed", "bold"));
    for (const { file, line, check, message, reason } of outcome.suppressed)
      lines.push(
        `  ${clean(file)}:${line}  ${check}  ${clean(message)}`,
        `    reason: ${clean(reason)}`,
      );
    lines.push("");
  }
  return [...lines, summaryLine(outcome)].join("\n");
}

/** `2 errors, 1 warning in 14 objects of 3 files; 1 suppressed` */
export function summaryLine(outcome: Outcome): string {
  const { errors, warnings, infos, suppressed, files, objects } =
    summaryOf(outcome);
  const counts = [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
    ...(infos > 0 ? [plural(infos, "note")] : []),
  ];
  const said = counts.length > 0 ? counts.join(", ") : "nothing wrong";
  const rest = suppressed > 0 ? `; ${suppressed} suppressed` : "";
  return `${said} in ${plural(objects, "object")} of ${plural(files, "file")}${rest}`;
}

function byFile(findings: readonly Placed[]): ReadonlyMap<string, Placed[]> {
  const files = new Map<string, Placed[]>();
  for (const finding of findings) {
    const name = nameOf(finding);
    const others = files.get(name);
    if (others) others.push(finding);
    else files.set(name, [finding]);
  }
  return files;
}

function nameOf({ file }: Placed): string {
  return file === "-" ? "standard input" : file === "" ? "sidelight" : file;
}

/** Where a secret stands, whichever check speaks of the line. */
function concealedLines({
  findings,
  suppressed,
}: Outcome): ReadonlySet<string> {
  return new Set(
    [...findings, ...suppressed]
      .filter(({ isConcealed }) => isConcealed)
      .map(({ file, line }) => `${file}:${line}`),
  );
}

type Source = (line: number, column: number) => readonly string[];

function block(
  { line, column, severity, check, message, fix, manifest }: Placed,
  source: Source,
  paint: Paint,
): readonly string[] {
  const { kind, name } = manifest?.identity ?? { kind: "", name: "" };
  const who = kind === "" ? "" : `${`${clean(kind)} ${clean(name)}`.trim()}: `;
  return [
    `  ${line}:${column}  ${paint(severity, SHADES[severity])}  ${check}  ${who}${clean(message)}`,
    ...source(line, column).map((text) => `    ${paint(clean(text), "dim")}`),
    ...(fix === undefined ? [] : [`    fix: ${clean(fix)}`]),
  ];
}

const SHADES = {
  error: "red",
  warning: "yellow",
  info: "blue",
} as const satisfies Record<FindingSeverity, Colour>;
