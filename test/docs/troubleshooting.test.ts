import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FAULTS } from "../../src/proof/faults";
import { Place } from "../../src/problems/place";
import type { Problem } from "../../src/problems/problem";
import { ALL_ALERTS } from "../../src/rules/all-alerts";
import { ownRules } from "../../src/rules/own-rules";
import { knownTo } from "../../src/rules/catalogue";
import { ROOT } from "../checkout";

/** What docs/troubleshooting.md says is held against what there is. */
const page = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8");

function found(pattern: RegExp): readonly string[] {
  return [...page.matchAll(pattern)].map(([, group = ""]) => group);
}

test("each case of the table has its section, and there are no others", () => {
  const slug = (title: string) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-");
  const sections = found(/^## (.+)$/gm).map(slug);
  expect(sections).toHaveLength(12);
  expect(found(/\]\(#([^)]+)\)/g)).toEqual(sections);
});

test("each alert, check and page that it names is there", () => {
  const links = found(/\]\(([^)#]+)\)/g);
  expect(links.length).toBeGreaterThan(20);
  for (const link of links)
    expect([link, existsSync(join(ROOT, "docs", link))]).toEqual([link, true]);
  const alerts = ALL_ALERTS.map(({ name }) => name);
  for (const name of found(/\[(Istio\w+)\]/g)) expect(alerts).toContain(name);
});

test("each fault that it rehearses is one of the drill's", () => {
  const names = FAULTS.map(({ name }) => name);
  const rehearsed = found(/--fault (\S+?)`/g);
  expect(rehearsed.length).toBeGreaterThan(2);
  for (const fault of rehearsed)
    expect(names).toContain(fault.replace(/^.*:|=.*$/g, ""));
});

test("each query reads metrics and labels that a mesh emits", () => {
  const queries = found(/^ *```promql\n([\s\S]*?)\n *```$/gm);
  expect(queries.length).toBeGreaterThan(9);
  const problems: Problem[] = [];
  const rules = queries.map((expr, index) => ({
    record: `page:query:n${index}`,
    expr: expr.trim(),
  }));
  ownRules(
    [{ name: "page", rules }],
    knownTo(),
    new Place("docs/troubleshooting.md", problems),
  );
  expect(problems).toEqual([]);
});
