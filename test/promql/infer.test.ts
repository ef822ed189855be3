import type { FindingId } from "../../src/promql/finding";
import { infer } from "../../src/promql/infer";
import { parse } from "../../src/promql/parse";
import { catalogue } from "./catalogue";

function inferred(text: string) {
  const { expr, problems, spanOf } = parse(text);
  if (!expr) throw new Error(problems[0]?.message);
  return infer(expr, catalogue, spanOf);
}

describe("the labels that come out", () => {
  test.each([
    ["requests_total", "code destination reporter source zone"],
    ["sum(requests_total)", ""],
    ["sum by (code) (requests_total)", "code"],
    [
      "sum without (code, zone) (requests_total)",
      "destination reporter source",
    ],
    ['requests_total{zone=""}', "code destination reporter source"],
    [
      "topk by (code) (1, requests_total)",
      "code destination reporter source zone",
    ],
    ["rate(latency_bucket[5m])", "destination le reporter source"],
    ["latency_sum", "destination reporter source"],
    [
      "histogram_quantile(0.9, sum by (le, source) (rate(latency_bucket[5m])))",
      "source",
    ],
    ["memory_bytes * on (pod) build", "pod"],
    ["memory_bytes * on (pod) group_left (version) build", "pod version"],
    ["sum by (pod) (memory_bytes) or sum by (version) (build)", "pod version"],
    ["memory_bytes and on (pod) build", "pod"],
    ['count_values by (pod) ("v", memory_bytes)', "pod v"],
    [
      'label_replace(sum by (pod) (memory_bytes), "app", "$1", "pod", "(.*)")',
      "app pod",
    ],
    ['label_join(memory_bytes, "key", "/", "pod")', "key pod"],
    ['absent(build{version="1", pod=~"a.*"})', "version"],
    ["absent(sum(build))", ""],
    ["vector(1)", ""],
    ["time()", ""],
    ["max_over_time(sum by (pod) (memory_bytes)[1h:])", "pod"],
    ["sum by (a, b) (unknown)", "a b"],
  ])("%s: %s", (text, labels) => {
    const { findings, labels: out } = inferred(text);
    expect(findings).toEqual([]);
    expect([...(out.may ?? ["anything"])].sort().join(" ")).toBe(labels);
  });

  test("of a metric that is not known, only what is taken away is known", () => {
    const { labels } = inferred('sum without (a) (unknown{b="c", d=""})');
    expect(labels.may).toBeUndefined();
    expect([...labels.lacks].sort()).toEqual(["a", "d"]);
    expect([...labels.has]).toEqual([["b", "c"]]);
  });
});

describe("what cannot be right", () => {
  test.each<[string, FindingId, string, string]>([
    [
      "rate(request_total[5m])",
      "metric-unknown",
      "request_total",
      "got the metric request_total, which nothing emits; write requests_total",
    ],
    [
      'requests_total{repotrer="source"}',
      "label-unknown",
      'repotrer="source"',
      "got the label repotrer, but requests_total carries code, destination, reporter, source, zone; write reporter",
    ],
    [
      "sum by (desination) (rate(requests_total[5m]))",
      "label-unknown",
      "sum by (desination) (rate(requests_total[5m]))",
      "got the label desination, but requests_total carries code, destination, reporter, source, zone; write destination",
    ],
    [
      "max by (pod) (sum by (source) (requests_total))",
      "label-gone",
      "max by (pod) (sum by (source) (requests_total))",
      "got the label pod, but sum by leaves source; keep pod in sum by, or do without it here",
    ],
    [
      "sum by (pod) (x) / on (node) sum by (node) (y)",
      "label-gone",
      "sum by (pod) (x) / on (node) sum by (node) (y)",
      "got the label node, but sum by leaves pod; keep node in sum by, or do without it here",
    ],
    [
      "x * on (pod) group_left (zone) sum by (pod) (y)",
      "label-gone",
      "x * on (pod) group_left (zone) sum by (pod) (y)",
      "got the label zone, but sum by leaves pod; keep zone in sum by, or do without it here",
    ],
    [
      'label_replace(sum(x), "a", "$1", "b", "(.*)")',
      "label-gone",
      'label_replace(sum(x), "a", "$1", "b", "(.*)")',
      "got the label b, but sum leaves no labels; keep b in sum, or do without it here",
    ],
    [
      "rate(memory_bytes[5m])",
      "rate-of-gauge",
      "rate(memory_bytes[5m])",
      "got rate of memory_bytes, a gauge: each fall is taken for a restart; use delta or deriv, or avg_over_time of the value itself",
    ],
    [
      "delta(requests_total[5m])",
      "delta-of-counter",
      "delta(requests_total[5m])",
      "got delta of requests_total, a counter: it falls to zero when its process starts anew; use rate or increase, which know of restarts",
    ],
    [
      "rate(sum(requests_total)[5m:])",
      "rate-of-aggregate",
      "rate(sum(requests_total)[5m:])",
      "got rate of an aggregation of counters: when one process starts anew, the whole falls and rate takes it for a restart of all; take rate first, then aggregate: sum(rate(metric[5m]))",
    ],
    [
      "requests_total > 100",
      "counter-without-rate",
      "requests_total > 100",
      "got the count of requests_total since its process started, compared with a number; compare its rate or increase: increase(requests_total[5m])",
    ],
    [
      "histogram_quantile(0.9, sum by (source) (rate(latency_bucket[5m])))",
      "quantile-without-le",
      "histogram_quantile(0.9, sum by (source) (rate(latency_bucket[5m])))",
      "got histogram_quantile of buckets without their label le, of which sum by leaves source: it gives nothing; keep le: sum by (le, …)",
    ],
    [
      "histogram_quantile(95, rate(latency_bucket[5m]))",
      "quantile-out-of-range",
      "95",
      "got the quantile 95, expected a share from 0 to 1; write 0.95",
    ],
    [
      "sum by (source) (rate(requests_total[5m])) - sum by (destination) (rate(requests_total[5m]))",
      "never-matches",
      "sum by (source) (rate(requests_total[5m])) - sum by (destination) (rate(requests_total[5m]))",
      "got - between two sides of which the right has no label source, so that no series has a partner; aggregate both sides by the same labels, or write - ignoring (source) or - on (…)",
    ],
    [
      'x{reporter="source"} / x{reporter="destination"}',
      "never-matches",
      'x{reporter="source"} / x{reporter="destination"}',
      'got / between series with reporter="source" and with reporter="destination", which never meet; aggregate both sides by the same labels, or write / ignoring (reporter) or / on (…)',
    ],
    [
      'sum by (code) (rate(x{code=~"5.."}[5m])) / sum by (code) (rate(x[5m]))',
      "divided-by-itself",
      'sum by (code) (rate(x{code=~"5.."}[5m])) / sum by (code) (rate(x[5m]))',
      "got a ratio whose sides both keep the label code: each series is divided by itself, which gives 1; take code away on both sides: sum without (code) or sum by (…)",
    ],
    [
      'label_replace(x, "a", "$1", "b", "(")',
      "regex-invalid",
      '"("',
      'got "(", which is no regular expression of RE2; mend the expression; RE2 knows no look-ahead and no back-references',
    ],
  ])("%s: %s", (text, id, place, said) => {
    const { findings } = inferred(text);
    expect(findings.map((one) => one.id)).toEqual([id]);
    const [{ message, fix, span } = { message: "", fix: "", span: undefined }] =
      findings;
    expect(`${message}; ${fix}`).toBe(said);
    expect(text.slice(span?.from, span?.to)).toBe(place);
  });
});

describe("nothing is said of what may be right", () => {
  test.each([
    "rate(unknown[5m])",
    "requests_total == 0",
    "requests_total > 0",
    "requests_total unless requests_total offset 5m",
    "requests_total - requests_total offset 1h > 5",
    "increase(requests_total[1h]) > 100",
    "sum by (anything) (unknown)",
    'unknown{a="b"} / on (c) unknown',
    'sum(rate(x{code=~"5.."}[5m])) / sum(rate(x[5m]))',
    'sum by (v) (rate(x{code=~"5..",v="2"}[5m])) / sum by (v) (rate(x[5m]))',
    "sum by (a) (x) / sum by (a, b) (y)",
    "sum by (source) (rate(requests_total[5m])) or sum by (code) (rate(requests_total[5m]))",
    "memory_bytes * on (pod) group_left (version) build",
    "sum without (gone) (sum by (a) (x))",
    "histogram_quantile(0.9, sum by (source) (rate(native[5m])))",
    "histogram_quantile(0.9, sum(rate(latency[5m])))",
    'requests_total{zone=""}',
    'requests_total{nonsense=""}',
    "sum by (zone) (requests_total) / sum(requests_total)",
    "rate(max_over_time(requests_total[1h])[1h:])",
    "sum by (__name__) (requests_total)",
    "resets(memory_bytes[1h])",
    "x > bool 1 and on () vector(1)",
  ])("%s", (text) => {
    expect(inferred(text).findings).toEqual([]);
  });
});
