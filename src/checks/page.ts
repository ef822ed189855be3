import { readText } from "../manifests/text";
import { ALL_CHECKS } from "./all";
import { judge } from "./judge";
import { textReport } from "./text";
import type { Told } from "./told";
import { TOLD } from "./told";

/** Everything that can be said of manifests, family by family. */
export const PAGES: readonly Told[] = [...ALL_CHECKS, ...TOLD];

/** A page's file in its folder: `promql/rate.md`, `IST0101.md`. */
export function pageFile({ id }: Told): string {
  return `${id}.md`;
}

/**
 * A check's page as Markdown: what it demands and why, a bad example with what
 * is printed of it, the same mended, and how to keep it as it is.
 */
export function checkPage(told: Told): string {
  const { id, severity, demands, why, bad, good } = told;
  return [
    `# ${id}`,
    "",
    `${demands} (${severity})`,
    "",
    "## Why",
    "",
    why,
    "",
    ...(bad === undefined ? [] : badPart(told, bad)),
    ...(good === undefined ? [] : ["## Good", "", ...fenced("yaml", good), ""]),
    ...footer(id),
  ].join("\n");
}

/** What the command prints is how to fix it: it is run on the example. */
function badPart(told: Told, bad: string): readonly string[] {
  const text = `${bad.trim()}\n`;
  return [
    "## Bad",
    "",
    ...fenced("yaml", text),
    "",
    "`sidelight check bad.yaml` says:",
    "",
    ...fenced("text", reportOn(told, text)),
    "",
  ];
}

function reportOn({ id }: Told, text: string): string {
  const file = "bad.yaml";
  const outcome = judge(
    { ...readText({ file, text }), texts: new Map([[file, text]]) },
    ALL_CHECKS,
  );
  const findings = outcome.findings.filter(({ check }) => check === id);
  const report = textReport({ ...outcome, findings, suppressed: [] }, false);
  return report.slice(0, report.lastIndexOf("\n\n"));
}

function fenced(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, shortened(text.trim()), "```"];
}

/** What is too large for a check is too large for its page. */
function shortened(text: string): string {
  const lines = text.split("\n");
  const left = lines.length - MOST_LINES;
  return [
    ...lines
      .slice(0, MOST_LINES)
      .map((line) =>
        line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS)}…` : line,
      ),
    ...(left > 0 ? [`… and ${left} lines more`] : []),
  ].join("\n");
}

const MOST_LINES = 100;
const MOST_COLUMNS = 200;

function footer(id: string): readonly string[] {
  if (/^(read|ignore)\//.test(id)) return [];
  return [
    "## To keep it as it is",
    "",
    "Say why, on the object or above the line:",
    "",
    ...fenced(
      "yaml",
      `metadata:\n  annotations:\n    sidelight.dev/ignore: "${id}: the reason"`,
    ),
    "",
    ...fenced("yaml", `# sidelight:ignore ${id}: the reason`),
    "",
  ];
}

/** The list of all checks, a table a family. */
export function checkIndex(pages: readonly Told[]): string {
  const families = new Map<string, Told[]>();
  for (const page of pages) {
    const family = familyOf(page.id);
    families.set(family, [...(families.get(family) ?? []), page]);
  }
  return [
    "# Checks",
    "",
    "One page a check, made from the checks themselves by `npm run docs`.",
    "",
    ...[...families].flatMap(([family, members]) => [
      `## ${family}`,
      "",
      "| check | | demands |",
      "|---|---|---|",
      ...members.map(
        (page) =>
          `| [${page.id}](${pageFile(page)}) | ${page.severity} | ${page.demands.replaceAll("|", "\\|")} |`,
      ),
      "",
    ]),
  ].join("\n");
}

/** By the id, in words: `promql/rate` is about rules and queries. */
function familyOf(id: string): string {
  const [first = ""] = id.split("/");
  return (
    FAMILIES[first] ?? (/^IST\d+$/.test(id) ? "Istio" : "Queries and rules")
  );
}

const FAMILIES: Readonly<Record<string, string>> = {
  schema: "Structure",
  gitops: "Across objects",
  security: "Security",
  dashboard: "Dashboards",
  read: "Reading",
  ignore: "Suppressions",
};
