import { shorten } from "../../src/drill/clock";
import { compress, rulesFile } from "../../src/drill/compress";
import { compressExpr, reaches } from "../../src/drill/compress-expr";
import type { Rule } from "../../src/drill/rules";
import { printProblem } from "../../src/problems/print";
import { parse } from "../../src/promql/parse";
import { render } from "../../src/promql/render";

const clock = { speed: 60 };

function expr(text: string) {
  const parsed = parse(text);
  if (!parsed.expr) throw new Error(JSON.stringify(parsed.problems));
  return parsed.expr;
}

test.each([
  ["5m", "window", "5s"],
  ["1h", "window", "1m"],
  ["1h30m", "window", "1m30s"],
  ["1m", "window", "4s"], // four scrapes at least
  ["10m", "wait", "10s"],
  ["15s", "wait", "1s"],
  ["0s", "wait", "0s"],
  ["10s", "step", "1s"],
  ["-1h", "offset", "-1m"],
  ["1m30s", "offset", "1s500ms"],
  ["$__rate_interval", "window", "$__rate_interval"],
] as const)("shorten %s as a %s => %s", (text, length, result) => {
  expect(shorten(text, length, clock)).toBe(result);
});

test.each([
  ["rate(a_total[5m]) > 1", "rate(a_total[5s]) > 1"],
  ["sum by (b) (rate(a[5m] offset 1h))", "sum by (b) (rate(a[5s] offset 1m))"],
  ["max_over_time(rate(a[5m])[1h:1m])", "max_over_time(rate(a[5s])[1m:1s])"],
  ["avg_over_time(a[1d:])", "avg_over_time(a[24m:])"],
  // An increase is what the long window would have seen.
  ["increase(a_total[15m]) > 2", "increase(a_total[15s]) * 60 > 2"],
  ["increase(a_total[1m]) > 2", "increase(a_total[4s]) * 15 > 2"],
  // Thresholds are seconds of life.
  ["a_seconds - time() < 86400 * 30", "a_seconds - time() < 86400 * 30"],
  ['quantile(0.9, {__name__=~"a.*"})', 'quantile(0.9, {__name__=~"a.*"})'],
  [
    "a / on (b) group_left (c) d unless -e offset 2m",
    "a / on (b) group_left (c) d unless -e offset 2s",
  ],
])("%s => %s", (before, after) => {
  expect(render(compressExpr(expr(before), clock))).toBe(after);
});

test.each([
  ["a > 1", [{ metric: "a", window: 0, offset: 0 }]],
  ["rate(a[5m] offset 1h)", [{ metric: "a", window: 300, offset: 3600 }]],
  [
    "max_over_time(rate(a[5m])[1h:1m] offset 1d)",
    [{ metric: "a", window: 3900, offset: 86400 }],
  ],
])("%s looks back %j", (text, back) => {
  expect(reaches(expr(text))).toEqual(back);
});

const rule: Rule = {
  kind: "alert",
  name: "Slow",
  expr: "rate(a_total[10m]) > 1",
  for: "15m",
  keepFiringFor: "5m",
  labels: { severity: "warning" },
  annotations: { summary: "It is slow." },
  where: "dist/a.yaml, group a, Slow",
};

test("a group in the drill's time, as Prometheus reads it", () => {
  const groups = [{ name: "a", rules: [rule] }];
  const { value, problems } = compress(
    [{ file: "dist/a.yaml", groups }],
    clock,
  );
  expect(problems).toEqual([]);
  expect(rulesFile(value?.files[0]?.groups ?? [])).toEqual({
    groups: [
      {
        name: "a",
        rules: [
          {
            alert: "Slow",
            expr: "rate(a_total[10s]) > 1",
            for: "15s",
            keep_firing_for: "5s",
            labels: { severity: "warning" },
            annotations: { summary: "It is slow." },
          },
        ],
      },
    ],
  });
});

test("an expression that is no PromQL says where it stands", () => {
  const groups = [
    { name: "a", rules: [{ ...rule, expr: "rate(a_total[10m]" }] },
  ];
  const { problems } = compress([{ file: "dist/a.yaml", groups }], clock);
  expect(problems.map(printProblem)).toEqual([
    expect.stringMatching(/^error: dist\/a\.yaml, group a, Slow: got /),
  ]);
});
