import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { format } from "../../src/promql/format";
import { parse } from "../../src/promql/parse";
import { render } from "../../src/promql/render";
import { trees } from "./trees";

const promtool = process.env["PROMTOOL"] ?? "promtool";
const isThere = spawnSync(promtool, ["--version"]).status === 0;
const testThere = isThere ? test : test.skip;
if (!isThere) process.stdout.write("skipped: no promtool on this machine\n");

/** Which of the expressions promtool refuses, by their numbers. */
function refused(exprs: readonly string[]): ReadonlySet<number> {
  const rules = exprs.map((expr, index) => ({ record: `r${index}`, expr }));
  const folder = mkdtempSync(join(tmpdir(), "promql-"));
  const file = join(folder, "rules.json");
  writeFileSync(file, JSON.stringify({ groups: [{ name: "g", rules }] }));
  const { stdout, stderr } = spawnSync(promtool, ["check", "rules", file], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  rmSync(folder, { recursive: true });
  const said = stdout + stderr;
  const wrong = new Set(
    [...said.matchAll(/, "r(\d+)": /g)].map(([, index]) => Number(index)),
  );
  if (wrong.size === 0) expect(said).toContain(`${rules.length} rules found`);
  return wrong;
}

testThere("Prometheus takes what is rendered and formatted", () => {
  const exprs = fc
    .sample(trees({ old: true }), 400)
    .flatMap((tree) => [render(tree), format(tree)]);
  expect(refused(exprs)).toEqual(new Set());
});

/** A text in which one piece is taken out, doubled, or replaced by another. */
const broken = fc
  .tuple(
    trees({ old: true }).map(render),
    fc.nat(),
    fc.nat({ max: 3 }),
    fc.constantFrom(
      ..."( ) { } [ ] , + ^ == and on by bool offset -5m @ 1 [5m:] # x".split(
        " ",
      ),
    ),
  )
  .map(([text, place, length, piece]) => {
    const at = place % (text.length + 1);
    return `${text.slice(0, at)} ${piece} ${text.slice(at + length)}`;
  })
  // Prometheus 2 took any letter between two durations for a colon.
  .filter((text) => !/\p{Cs}/u.test(text) && !/\[[^\]]*\s[a-z]/.test(text));

testThere("what Prometheus takes of broken expressions is taken", () => {
  const texts = fc.sample(broken, 3000);
  const wrong = refused(texts);
  expect(wrong.size).toBeGreaterThan(1000);
  expect(wrong.size).toBeLessThan(2900);
  expect(
    texts.filter((text, index) => !wrong.has(index) && !parse(text).expr),
  ).toEqual([]);
});
