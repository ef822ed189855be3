import { rulesYaml } from "../../../src/checks/promql/example";
import { said } from "./read";

const mine = (rules: readonly (readonly [string, string])[]): string[] =>
  said(rulesYaml(rules.map(([record, expr]) => ({ record, expr }))))
    .filter((one) => one.startsWith("rule/dependency"))
    .map((one) => one.replace("rule/dependency: recording ", ""));

test.each<[string, [string, string][], string[]]>([
  [
    "a slip",
    [
      ["shop:errors:sum", "sum(errors)"],
      ["a:b", "shop:eror:sum"],
      ["c:d", "shop:error:sum + shop:error:sum"],
    ],
    ["c:d: got shop:error:sum, which no rule records"],
  ],
  [
    "another window than is recorded",
    [
      ["shop:errors:rate5m", "sum(rate(errors_total[5m]))"],
      ["a:b", "shop:errors:rate30m"],
    ],
    [
      "a:b: got shop:errors:rate30m, which no rule records beside shop:errors:rate5m",
    ],
  ],
  [
    "recordings of others",
    [
      ["shop:errors:sum", "sum(errors)"],
      ["a:b", "node:cpu:sum + shop:requests:sum + cluster:errors:avg"],
    ],
    [],
  ],
  [
    "the reader first",
    [
      ["a:b", "shop:errors:sum"],
      ["shop:errors:sum", "sum(errors)"],
    ],
    [
      "a:b: got shop:errors:sum, which its group records after it, so that it is one interval old",
    ],
  ],
  [
    "the reader between two of a name",
    [
      ["shop:errors:sum", "sum(errors)"],
      ["a:b", "shop:errors:sum"],
      ["shop:errors:sum", "sum(faults)"],
    ],
    [],
  ],
  [
    "a range, an offset, itself",
    [
      ["a:b", "max_over_time(shop:errors:sum[1h])"],
      ["c:d", "shop:errors:sum offset 5m"],
      ["e:f", "e:f + 1"],
      ["shop:errors:sum", "sum(errors)"],
    ],
    [],
  ],
])("%s", (_, rules, expected) => {
  expect(mine(rules)).toEqual(expected);
});
