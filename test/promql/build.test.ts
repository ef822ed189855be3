import * as promql from "../../src/promql/build";
import { PromqlError, counter, gauge, histogram } from "../../src/promql/build";
import { parse } from "../../src/promql/parse";

const { re, not, notRe, oneOf, vector, time, scalar } = promql;

const by = ["service", "namespace"] as const;
const requests = counter("requests_total", ["reporter", "code", ...by]);
const limits = gauge("limits", ["pod", "node"]);
const memory = gauge("memory", ["pod"]);
const latency = histogram("latency", by);

const all = requests
  .where({ reporter: "source" })
  .rate("5m")
  .sumBy(...by);
const errors = requests
  .where({ code: re("5..") })
  .rate("5m")
  .sumBy(...by);

describe("queries read like what they emit", () => {
  test.each<[promql.Query & { toString(): string }, string]>([
    [requests, "requests_total"],
    [requests.where({}), "requests_total"],
    [
      requests.where({ reporter: "a.b", code: not("200") }),
      'requests_total{reporter="a.b",code!="200"}',
    ],
    [
      requests.where({ code: re("5..") }).where({ code: notRe("50[34]") }),
      'requests_total{code=~"5..",code!~"50[34]"}',
    ],
    [
      requests.where({ service: oneOf("a.b", "c") }),
      'requests_total{service=~"a\\\\.b|c"}',
    ],
    [requests.where({ code: undefined }), "requests_total"],
    [requests.offset("1h").rate("5m"), "rate(requests_total[5m] offset 1h)"],
    [
      errors.or(all.mul(0)).div(all.gt(0)),
      '(sum by (service, namespace) (rate(requests_total{code=~"5.."}[5m])) or sum by (service, namespace) (rate(requests_total{reporter="source"}[5m])) * 0) / (sum by (service, namespace) (rate(requests_total{reporter="source"}[5m])) > 0)',
    ],
    [
      memory.div(limits, { on: ["pod"], groupLeft: ["node"] }).gt(0.9),
      "memory / on (pod) group_left (node) limits > 0.9",
    ],
    [
      memory.and(limits.eq(1, { bool: true }), { on: ["pod"] }),
      "memory and on (pod) limits == bool 1",
    ],
    [
      memory.gt(limits, { ignoring: ["node"], bool: true }),
      "memory > bool ignoring (node) limits",
    ],
    [
      limits.sub(memory, { on: ["pod"], groupRight: [] }),
      "limits - on (pod) group_right () memory",
    ],
    [memory.subFrom(1).divInto(2), "2 / (1 - memory)"],
    [memory.subFrom(time()), "time() - memory"],
    [memory.gt(scalar(limits.max())), "memory > scalar(max(limits))"],
    [memory.negate().pow(2), "(-memory) ^ 2"],
    [memory.or(vector(0)), "memory or vector(0)"],
    [
      latency.where({ service: "web" }).quantile(0.95, "5m", "namespace"),
      'histogram_quantile(0.95, sum by (le, namespace) (rate(latency_bucket{service="web"}[5m])))',
    ],
    [
      latency.bucket.where({ le: "500" }).increase("1h").sum(),
      'sum(increase(latency_bucket{le="500"}[1h]))',
    ],
    [
      promql.maxOverTime(memory.avgBy("pod").over("30m", "1m")),
      "max_over_time(avg by (pod) (memory)[30m:1m])",
    ],
    [
      requests.rate("$__rate_interval"),
      "rate(requests_total[$__rate_interval])",
    ],
  ])("%s", (query, text) => {
    expect(String(query)).toBe(text);
    expect(parse(text, { variables: true }).expr).toEqual(query.expr);
  });
});

test("nothing is changed by what is made of it", () => {
  expect(Object.isFrozen(requests)).toBe(true);
  expect(Object.isFrozen(errors)).toBe(true);
  expect(Object.isFrozen(latency)).toBe(true);
  expect(String(requests)).toBe("requests_total");
});

describe("what the types let through is refused when it runs", () => {
  const untyped = (text: string) => text as "5m";
  test.each<[() => unknown, string]>([
    [
      () => requests.rate(untyped("5")),
      'got "5", expected a duration above zero, a whole number and its unit, larger units first; write it like "5m" or "1h30m"',
    ],
    [
      () => requests.rate("0m"),
      'got "0m", expected a duration above zero, a whole number and its unit, larger units first; write it like "5m" or "1h30m"',
    ],
    [
      () => requests.rate("30m1h"),
      'got "30m1h", expected a duration above zero, a whole number and its unit, larger units first; write it like "5m" or "1h30m"',
    ],
    [
      () => memory.gt(NaN),
      "got NaN, expected a number; look where it came from: it was computed from something missing",
    ],
    [
      () => requests.where({ code: re("(?=5)") }),
      'got the regular expression "(?=5)", expected one in RE2\'s syntax, which Prometheus takes; mend the expression; RE2 knows no look-ahead and no back-references',
    ],
    [
      () => counter("", []),
      "got an empty name, expected a metric's name; name the metric",
    ],
    [
      () => gauge("memory", ["__name__"]),
      "got the label \"__name__\", expected a label's name; name the label; a metric's name is given where the metric is made",
    ],
    [
      () => memory.div(limits, { on: ["pod"], groupLeft: ["pod"] }),
      "got the label pod in on and in the group at once, expected each label once; leave pod out of the group; the result carries it anyway",
    ],
    [
      () => memory.div(limits, { groupLeft: [] } as unknown as { on: [] }),
      'got a matching with neither of on and ignoring, expected one of them; write { on: ["namespace"] }',
    ],
    [
      () => promql.raw("sum(", ["pod"]),
      'got "sum(", which is no PromQL: got ( that is never closed, expected an instant vector with the labels pod; add ) where it ends',
    ],
    [
      () => promql.raw("1 + 1", []),
      'got "1 + 1", a scalar, expected an instant vector; write a query that gives series, each with one value',
    ],
  ])("%#", (build, message) => {
    expect(build).toThrow(PromqlError);
    expect(build).toThrow(message);
  });
});
