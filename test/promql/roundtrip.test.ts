import fc from "fast-check";
import { format } from "../../src/promql/format";
import { parse } from "../../src/promql/parse";
import { render } from "../../src/promql/render";
import { trees } from "./trees";

const many = { numRuns: 600 };

test("what was rendered parses to the same tree", () => {
  fc.assert(
    fc.property(trees({ old: false }), (tree) => {
      const { expr, problems } = parse(render(tree));
      expect(problems).toEqual([]);
      expect(expr).toEqual(tree);
    }),
    many,
  );
});

test("what was formatted parses to the same tree", () => {
  fc.assert(
    fc.property(trees({ old: false }), (tree) => {
      const { expr, problems } = parse(format(tree));
      expect(problems).toEqual([]);
      expect(expr).toEqual(tree);
    }),
    many,
  );
});
