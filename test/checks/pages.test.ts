import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { judge } from "../../src/checks/judge";
import { ALL_CHECKS } from "../../src/checks/all";
import { checkIndex, checkPage, pageFile, PAGES } from "../../src/checks/page";
import { TOLD } from "../../src/checks/told";
import { readText } from "../../src/manifests/text";
import { ROOT } from "../checkout";

const folder = join(ROOT, "docs/checks");

test("each check has its page, and there are no others", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => file.endsWith(".md")).sort()).toEqual(
    ["README.md", ...PAGES.map(pageFile)].sort(),
  );
  expect(readFileSync(join(folder, "README.md"), "utf8")).toBe(
    checkIndex(PAGES),
  );
});

test.each(PAGES.map((page) => [page.id, page] as const))(
  "%s is as npm run docs writes it, and shows what is said and how to mend it",
  (id, page) => {
    const text = readFileSync(join(folder, pageFile(page)), "utf8");
    expect(text).toBe(checkPage(page));
    if (page.bad === undefined) return;
    expect(text).toContain(`  ${id}  `);
    expect(text).toMatch(/^ {4}fix: ./m);
  },
);

const said = (text: string) =>
  judge(
    {
      ...readText({ file: "a.yaml", text }),
      texts: new Map([["a.yaml", text]]),
    },
    ALL_CHECKS,
  ).findings.map(({ check, severity, message }) => ({
    check,
    severity,
    message,
  }));

test.each(
  TOLD.flatMap(({ id, severity, bad, says, good }) =>
    bad === undefined ? [] : [[id, severity, bad, says, good] as const],
  ),
)(
  "%s: says of its examples what it says it does",
  (check, severity, bad, says, good) => {
    expect(said(bad)).toEqual([{ check, severity, message: says }]);
    expect(said(good ?? "")).toEqual([]);
  },
);
