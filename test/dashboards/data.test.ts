import { stringify } from "yaml";
import { testFile } from "../../src/proof/promtool";
import { rulesOf } from "../../src/rules/rules";
import { promtool, testWithPromtool } from "../promtool";
import type { PanelQuery } from "./queries";
import { EMPTY, healthySeries, queriesOf, variants } from "./queries";
import { dashboards } from "./shop";

const { mesh, models } = dashboards();
const rules = rulesOf(mesh);
const groups = [...rules.mesh, ...[...rules.services.values()].flat()];
const MINUTES = 75;

const queries = queriesOf(models);

/** 1 where the query gives something in any of its variants; it carries the panel's name. */
function answers({ name, expr }: PanelQuery): string {
  const counts = variants(expr, mesh).map((one) => `count(${one})`);
  const any = `(${[...counts, "vector(0)"].join(" or ")}) > bool 0`;
  return `label_replace(${any}, "panel", ${JSON.stringify(name)}, "", "")`;
}

test("what is said to be empty is there", () => {
  const names = queries.map(({ name }) => name);
  expect(Object.keys(EMPTY).filter((name) => !names.includes(name))).toEqual(
    [],
  );
});

testWithPromtool(
  `every query of the dashboards gives something on a healthy mesh`,
  () => {
    const file = testFile({
      scenario: {
        name: "healthy",
        says: "",
        phases: [{ minutes: MINUTES, series: healthySeries(mesh) }],
      },
      rules: "rules.yaml",
      expect: queries.map((query) => ({
        at: MINUTES,
        expr: answers(query),
        gives: [
          {
            labels: { panel: query.name },
            value: query.name in EMPTY ? 0 : 1,
          },
        ],
      })),
    });
    const said = promtool(["test", "rules", "test.yaml"], {
      "rules.yaml": stringify({ groups }),
      "test.yaml": stringify(file, { aliasDuplicateObjects: false }),
    });
    expect(wrong(said)).toEqual([]);
  },
  120_000,
);

/** The panels that promtool names. */
function wrong(said: string): readonly string[] {
  if (said === "") return [];
  const found = queries.filter(({ name }) =>
    said.includes(`exp: {panel=${JSON.stringify(name)}}`),
  );
  return found.length > 0 ? found.map(({ name }) => name) : [said];
}
