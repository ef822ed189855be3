import { moments, recordedMoments } from "../../src/drill/history";
import { openMetrics } from "../../src/drill/storage";
import { nameOf, Traffic } from "../../src/drill/traffic";
import type { Series } from "../../src/proof/series";

const requests: Series = { metric: "a_total", labels: {}, perSecond: 2 };
const errors: Series = {
  metric: "a_total",
  labels: { code: "500" },
  perSecond: 1,
};
const up: Series = { metric: "up", labels: {}, value: 1 };
const expiry: Series = { metric: "expiry", labels: {}, fromNow: 60 };

function read(traffic: Traffic, now: number) {
  return traffic.at(now).map((sample) => `${nameOf(sample)} ${sample.value}`);
}

test("counters grow by the seconds that pass, gauges hold, and timestamps count from the start", () => {
  const traffic = new Traffic(1000);
  traffic.play({ series: [requests, up, expiry] }, 1000);
  expect(read(traffic, 1010)).toEqual(["a_total 20", "up 1", "expiry 1060"]);
});

test("a counter that is missing later stands still, a gauge is gone, a new counter begins", () => {
  const traffic = new Traffic(0);
  traffic.play({ series: [requests, up] }, 0);
  traffic.play({ series: [errors] }, 10);
  expect(read(traffic, 15)).toEqual(["a_total 20", 'a_total{code="500"} 5']);
});

test("what is gone is not scraped, what is reset begins again, what is lost is all", () => {
  const traffic = new Traffic(0);
  traffic.play({ series: [requests, errors] }, 0);
  traffic.play({ series: [requests, { ...errors, gone: true }] }, 10);
  expect(read(traffic, 10)).toEqual(["a_total 20"]);
  traffic.play({ series: [requests], reset: true }, 10);
  expect(read(traffic, 11)).toEqual(["a_total 2"]);
  traffic.play({ series: [requests], lost: true }, 11);
  expect(read(traffic, 12)).toEqual([]);
});

test("labels are quoted as Prometheus reads them", () => {
  const labels = { path: 'C:\\"x"\n', a: "é" };
  expect(nameOf({ metric: "m", labels })).toBe(
    String.raw`m{a="é",path="C:\\\"x\"\n"}`,
  );
});

test.each([
  [[{ window: 5, offset: 0 }], 45, [-5, -4, -3, -2, -1]],
  [[{ window: 4, offset: 60 }], 2, [-64, -63, -62, -61, -60, -59, -58]],
  [[{ window: 0, offset: 0 }], 45, []],
  [
    [{ window: 120, offset: 0 }],
    45,
    Array.from({ length: 40 }, (_, i) => 3 * i - 120),
  ],
])("%j and a drill of %d s need the past at %j", (reaches, lasts, past) => {
  expect(moments(reaches, lasts)).toEqual(past);
});

test("recordings are written each second, as far back as rules average over them", () => {
  const reaches = [
    { metric: "a:rate5m", window: 3, offset: 1 },
    { metric: "b", window: 60, offset: 0 },
  ];
  expect(recordedMoments("a:rate5m", reaches, 1)).toEqual([-4, -3, -2, -1]);
});

test("the past as promtool reads it", () => {
  const samples = [{ metric: "up", labels: { job: "a" }, value: 1 }];
  expect([...openMetrics([{ time: 1.5, samples }])].join("")).toBe(
    'up{job="a"} 1 1.500\n# EOF\n',
  );
});
