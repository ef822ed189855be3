import * as fc from "fast-check";
import { alertYaml } from "../../../src/checks/promql/example";
import { findingsIn, manifestsOf } from "./read";

const check = (expr: string) =>
  findingsIn(
    manifestsOf(
      alertYaml(expr, { annotations: { summary: "{{ $labels.job }}" } }),
    ),
  );

const chain = (count: number, term: (index: number) => string, op: string) =>
  Array.from({ length: count }, (_, index) => term(index)).join(` ${op} `);

test.each<[string, (count: number) => string]>([
  ["a sum", (n) => chain(n, (i) => `m${i}`, "+")],
  ["ratios", (n) => chain(n, (i) => `sum by (a) (m${i}_total)`, "/")],
  ["alternatives", (n) => chain(n, (i) => `m${i}`, "or")],
  ["conditions", (n) => chain(n, (i) => `m${i} > 0`, "and")],
  ["joins", (n) => chain(n, (i) => `m${i}`, "* on (a) group_left (b)")],
  [
    "parts that are always there",
    (n) => chain(n, (i) => `(m${i} or vector(0))`, "+"),
  ],
  ["matchers", (n) => `m{${chain(n, (i) => `a${i}="b"`, ",")}}`],
  ["numbers", (n) => chain(n, String, "*")],
])("%s of thousands of terms takes no time", (_, of) => {
  check(of(10));
  const start = performance.now();
  check(of(4000));
  expect(performance.now() - start).toBeLessThan(5000);
});

const label = fc.constantFrom("job", "le", "reporter", '"http.route"', "größe");
const metric = fc.constantFrom(
  "up",
  "istio_requests_total",
  "istio_request_duration_milliseconds_bucket",
  "istio_request_duration_milliseconds",
  "container_memory_working_set_bytes",
  "shop:errors:rate5m",
  '{"http.requests"}',
  '{"http.requests", "größe"=~"a.*b"}',
  'm{a="", a!="b", b=~"^x|y$"}',
);
const shift = fc.constantFrom("", " offset 1d", " @ end()", " @ 17 offset -1h");
const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(metric, shift).map((parts) => parts.join("")),
    fc.constantFrom("1", "0", "Inf", "time()", "vector(0)", "pi()"),
    fc
      .tuple(fc.constantFrom("sum", "count", "stddev"), label, tie("query"))
      .map(([op, by, of]) => `${op} by (${by}) (${of})`),
    fc
      .tuple(
        fc.constantFrom("rate", "max_over_time", "absent_over_time"),
        tie("query"),
        shift,
      )
      .map(([name, of, at]) => `${name}((${of})[1h:5m]${at})`),
    fc
      .tuple(
        fc.constantFrom(
          "abs",
          "absent",
          "scalar",
          "timestamp",
          "histogram_avg",
          "sort",
        ),
        tie("query"),
      )
      .map(([name, of]) => `${name}(${of})`),
    fc
      .tuple(tie("query"), label)
      .map(
        ([of, to]) =>
          `label_replace(${of}, "${to.replaceAll('"', "")}", "$1", "__name__", "(.*)")`,
      ),
    fc.tuple(tie("query")).map(([of]) => `histogram_quantile(0.9, ${of})`),
    fc
      .tuple(
        tie("query"),
        fc.constantFrom(
          "+",
          "/",
          "^",
          "> bool",
          "==",
          "and",
          "or",
          "unless",
          "* on (job) group_left (le)",
          "atan2",
        ),
        tie("query"),
      )
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
  ),
}));

test("no query breaks a check", () => {
  fc.assert(
    fc.property(query, (expr) => {
      for (const { message } of check(expr)) expect(message).not.toBe("");
    }),
    { numRuns: 400 },
  );
});
