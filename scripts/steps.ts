// Writes docs/safe-steps.md from the step checks: npm run docs
import { writeFileSync } from "node:fs";
import { STEP_CHECKS } from "../src/release/steps/list";
import { stepsPage } from "../src/release/steps/page";

writeFileSync("docs/safe-steps.md", stepsPage());
process.stdout.write(
  `${STEP_CHECKS.length} step checks in docs/safe-steps.md\n`,
);
