import { samplesOf } from "../../src/proof/samples";
import type { Phase, Series } from "../../src/proof/series";

const counter = (perSecond: number, value?: number): Series => ({
  metric: "c_total",
  labels: { a: 'say "hi"' },
  perSecond,
  ...(value !== undefined && { value }),
});
const gauge = (value: number): Series => ({ metric: "g", labels: {}, value });
const gone = ({ metric, labels }: Series): Series => ({
  metric,
  labels,
  gone: true,
});

const phase = (...series: Series[]): Phase => ({ minutes: 3, series });

const CASES: readonly (readonly [string, readonly Phase[], string])[] = [
  ["a counter", [phase(counter(1))], "0+60x3"],
  ["a counter that goes on", [phase(counter(1)), phase(counter(1))], "0+60x6"],
  [
    "one that slows down",
    [phase(counter(1)), phase(counter(0.1))],
    "0+60x3 186+6x2",
  ],
  ["one with a past", [phase(counter(0, 7))], "7x3"],
  [
    "one that is no longer named stays",
    [phase(counter(1)), phase()],
    "0+60x3 180x2",
  ],
  [
    "one that is born later has counted",
    [phase(), phase(counter(1))],
    "_x4 60+60x2",
  ],
  [
    "one whose target goes",
    [phase(counter(1)), phase(gone(counter(1)))],
    "0+60x3 stale _x2",
  ],
  [
    "one that comes back",
    [phase(gone(counter(1))), phase(counter(1))],
    "_x4 60+60x2",
  ],
  [
    "scrapes that are lost, while it counts on",
    [phase(counter(1)), { ...phase(counter(1)), lost: true }, phase()],
    "0+60x3 stale _x2 360x2",
  ],
  [
    "a restart",
    [phase(counter(1)), { ...phase(counter(1)), reset: true }],
    "0+60x3 60+60x2",
  ],
  [
    "a restart, after which it has not counted yet",
    [phase(counter(1)), { ...phase(), reset: true }],
    "0+60x3 stale _x2",
  ],
  ["a gauge", [phase(gauge(1)), phase(gauge(2))], "1x3 2x2"],
  [
    "a gauge that is no longer named",
    [phase(gauge(1)), phase()],
    "1x3 stale _x2",
  ],
  [
    "a timestamp",
    [phase({ metric: "t", labels: {}, fromNow: 86_400 })],
    "86400x3",
  ],
];

test.each(CASES)("%s", (_, phases, values) => {
  expect(samplesOf(phases).map((one) => one.values)).toEqual([values]);
});

test("the name, quoted", () => {
  expect(samplesOf([phase(counter(1))])[0]?.series).toBe(
    String.raw`c_total{a="say \"hi\""}`,
  );
});

test("what is never there is left out", () => {
  expect(samplesOf([phase(gone(counter(1)))])).toEqual([]);
});
