import * as promql from "../../src/promql/build";
import { counter, gauge, histogram } from "../../src/promql/build";
import type { Instant } from "../../src/promql/build";

const requests = counter("requests_total", ["reporter", "code"]);
const memory = gauge("memory", ["pod"]);
const limits = gauge("limits", ["pod", "node"]);
const latency = histogram("latency", ["pod"]);
const rates = requests.rate("5m");

// Each line is held to its error by tsc: a line that compiles fails the check.
export function mustNotCompile(): void {
  // @ts-expect-error a misspelt label
  requests.where({ reportr: "source" });
  // @ts-expect-error a misspelt label
  rates.sumBy("cod");
  // @ts-expect-error a label that the aggregation dropped
  rates.sumBy("code").sumBy("reporter");
  // @ts-expect-error a label that was taken away
  rates.sumWithout("code").maxBy("code");
  // @ts-expect-error the rate of a sum
  rates.sum().rate("5m");
  // @ts-expect-error the rate of a gauge
  memory.rate("5m");
  // @ts-expect-error the slope of a counter
  requests.deriv("5m");
  // @ts-expect-error a range is no vector
  memory.range("5m").sum();
  // @ts-expect-error a function over time takes a range
  promql.avgOverTime(memory);
  // @ts-expect-error a number is no vector
  promql.abs(1);
  // @ts-expect-error time() is a number, which has no labels
  promql.time().sumBy("pod");
  // @ts-expect-error no label le
  promql.histogramQuantile(0.9, latency.bucket.rate("5m").sumBy("pod"));
  // @ts-expect-error no label at all
  promql.histogramQuantile(0.9, latency.bucket.rate("5m").sum());
  // @ts-expect-error the labels differ, so a matching is needed
  memory.div(limits);
  // @ts-expect-error the labels differ, so a matching is needed
  memory.gt(limits);
  // @ts-expect-error the labels differ, so a matching is needed
  memory.and(limits);
  // @ts-expect-error memory has no label node
  memory.div(limits, { on: ["node"] });
  // @ts-expect-error the other side has no label code
  memory.div(limits, { on: ["pod"], groupLeft: ["code"] });
  // @ts-expect-error both on and ignoring
  memory.div(limits, { on: ["pod"], ignoring: ["node"] });
  // @ts-expect-error set operators know no groups
  memory.and(limits, { on: ["pod"], groupLeft: [] });
  // @ts-expect-error the node is gone after on (pod)
  memory.div(limits, { on: ["pod"] }).maxBy("node");
  // @ts-expect-error no duration
  requests.rate("5 minutes");
  // @ts-expect-error no duration
  requests.rate("5");
  // @ts-expect-error no label of the vector
  promql.labelReplace(memory, "app", "$1", "node", "(.*)");
  // @ts-expect-error an expression is never changed
  memory.expr = limits.expr;
}

test("labels follow what is done with them", () => {
  const same = <L extends string>(query: Instant<L>, labels: readonly L[]) =>
    expect(labels.map(() => query)).toHaveLength(labels.length);
  same<"code">(rates.sumBy("code"), ["code"]);
  same<"reporter">(rates.sumWithout("code"), ["reporter"]);
  same<never>(rates.sum(), []);
  same<"pod" | "node">(
    memory.mul(limits, { on: ["pod"], groupLeft: ["node"] }),
    ["pod", "node"],
  );
  same<"pod">(memory.mul(limits, { on: ["pod"] }), ["pod"]);
  same<"pod">(memory.mul(limits, { ignoring: ["node"] }), ["pod"]);
  same<"pod" | "code" | "reporter">(memory.or(rates), ["pod"]);
  same<"pod">(latency.quantile(0.9, "5m", "pod"), ["pod"]);
  same<never>(latency.quantile(0.9, "5m"), []);
  same<"pod">(promql.histogramQuantile(0.9, latency.bucket.rate("5m")), [
    "pod",
  ]);
  same<"pod" | "app">(promql.labelReplace(memory, "app", "$1", "pod", "(.*)"), [
    "app",
  ]);
  same<"a" | "b">(promql.raw("sum by (a, b) (x)", ["a", "b"]), ["a"]);
  expect(mustNotCompile).toBeInstanceOf(Function);
});
