import { recordYaml, rulesYaml } from "../../../src/checks/promql/example";
import { said } from "./read";

const mine = (text: string): string[] =>
  said(text)
    .filter((one) => one.startsWith("promql/units"))
    .map((one) => one.replace(/^promql\/units: \w+ [\w:]+: got /, ""));

const latency = (of = "") =>
  `rate(istio_request_duration_milliseconds${of}{reporter="source"}[5m])`;
const p95 = (of = "_bucket") => `histogram_quantile(0.95, ${latency(of)})`;
const mean = `${latency("_sum")} / ${latency("_count")}`;
const requests = (more = "") =>
  `sum(rate(istio_requests_total{reporter="source"${more}}[5m]))`;
const errors = requests(', response_code=~"5.."');
const small = "milliseconds of istio_request_duration_milliseconds";

test.each([
  [`${p95()} > 0.5`, [`> 0.5 for ${small}, expected what a request may take`]],
  [`2 < ${p95("")}`, [`< 2 for ${small}, expected what a request may take`]],
  [`${mean} >= 1`, [`>= 1 for ${small}, expected what a request may take`]],
  [`${mean} / 1000 > 0.5`, []],
  [`${mean} < 0.5`, []],
  [`${p95()} > 250`, []],
  [
    `${p95()} > histogram_quantile(0.95, rate(a_seconds_bucket[5m]))`,
    [`> between ${small} and seconds of a_seconds_bucket`],
  ],
  [
    "sum(container_memory_working_set_bytes) - sum(a_seconds)",
    [
      "- between bytes of container_memory_working_set_bytes and seconds of a_seconds",
    ],
  ],
  ["a_bytes / a_seconds", []],
  ["a_bytes or a_seconds", []],
  ["(a_bytes > bool 1) + a_seconds", []],
  ["time() - a_start_time_seconds > a_milliseconds", []],
  [
    `${errors} / ${requests()} > 5`,
    ["> 5 for a part divided by the whole, which is at most 1"],
  ],
  [
    `1 < count(up{job="a"}) / count(up)`,
    ["< 1 for a part divided by the whole, which is at most 1"],
  ],
  [`${errors} / ${requests()} * 100 > 5`, []],
  [`${errors} / ${requests()} >= 1`, []],
  [`avg(up{job="a"}) / avg(up) > 5`, []],
  [`${requests()} / ${errors} > 5`, []],
])("%s: %j", (expr, expected) => {
  expect(mine(recordYaml(expr))).toEqual(expected);
});

test("a recording has the unit of what it records", () => {
  const rules = (expr: string) =>
    mine(
      rulesYaml([
        { record: "service:latency:p95", expr },
        { alert: "Slow", expr: "service:latency:p95 > 0.5", for: "5m" },
      ]),
    );
  expect(rules(p95())).toEqual([
    `> 0.5 for ${small}, expected what a request may take`,
  ]);
  expect(rules(`${p95()} / 1000`)).toEqual([]);
  expect(rules("service:latency:p95 + 1")).toEqual([]);
});
