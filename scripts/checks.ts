// Writes docs/checks/ from the checks: npm run docs
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkIndex, checkPage, pageFile, PAGES } from "../src/checks/page";

const folder = "docs/checks";
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "README.md"), checkIndex(PAGES));
for (const page of PAGES) {
  const file = join(folder, pageFile(page));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, checkPage(page));
}
process.stdout.write(`${PAGES.length} checks in ${folder}/\n`);
