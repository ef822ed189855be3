import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS, folderOf } from "../../src/platform/layers";
import { ROOT } from "../checkout";

test.each(["addons", "layers", "tracing"])("docs/%s.md links to what is there", (name) => {
  const page = readFileSync(join(ROOT, `docs/${name}.md`), "utf8");
  for (const [, link = ""] of page.matchAll(/\]\(([^)#]+)\)/g))
    expect([link, existsSync(join(ROOT, "docs", link))]).toEqual([link, true]);
});

test("docs/layers.md names the folders as they are", () => {
  const page = readFileSync(join(ROOT, "docs/layers.md"), "utf8");
  for (const layer of LAYERS) expect(page).toContain(`| \`${folderOf(layer)}\` |`);
});
