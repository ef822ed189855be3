// Writes docs/runbooks/ from the alerts: npm run docs
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ALL_ALERTS } from "../src/rules/all-alerts";
import { runbookFile, runbookIndex, runbookPage } from "../src/rules/runbook";

const folder = "docs/runbooks";
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "README.md"), runbookIndex(ALL_ALERTS));
for (const alert of ALL_ALERTS)
  writeFileSync(join(folder, runbookFile(alert)), runbookPage(alert));
process.stdout.write(`${ALL_ALERTS.length} runbooks in ${folder}/\n`);
