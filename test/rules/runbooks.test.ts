import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ALL_ALERTS } from "../../src/rules/all-alerts";
import {
  runbookFile,
  runbookIndex,
  runbookPage,
} from "../../src/rules/runbook";
import { ROOT } from "../checkout";

const folder = join(ROOT, "docs/runbooks");

test("each alert has its page, and there are no others", () => {
  expect(readdirSync(folder).sort()).toEqual(
    ["README.md", ...ALL_ALERTS.map(runbookFile)].sort(),
  );
  expect(readFileSync(join(folder, "README.md"), "utf8")).toBe(
    runbookIndex(ALL_ALERTS),
  );
});

test.each(ALL_ALERTS.map((alert) => [alert.name, alert] as const))(
  "%s is as npm run docs writes it, with all four parts",
  (_, alert) => {
    const page = readFileSync(join(folder, runbookFile(alert)), "utf8");
    expect(page).toBe(runbookPage(alert));
    for (const part of ["Meaning", "Impact", "Diagnosis", "Mitigation"])
      expect(page).toMatch(new RegExp(`^## ${part}\n\n.+`, "m"));
  },
);
