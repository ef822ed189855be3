import * as ast from "./ast";
import { call } from "./calls";
import type { Duration } from "./duration";
import { duration, offsetDuration } from "./duration";
import { PromqlError } from "./error";
import { Instant } from "./instant";
import type { LabelValue } from "./match";
import { checkLabel, matchersOf } from "./match";
import { Range } from "./range";

/** Which series of a metric: each label's value or test. */
export type Where<L extends string> = {
  readonly [K in L]?: LabelValue | undefined;
};

/**
 * The series of one metric. A counter and a gauge are both this and more: what
 * is common to them is here, once.
 */
class Series<L extends string> extends Instant<L> {
  declare readonly expr: ast.Selector;

  /** The series with all their values of a time: `m.range("5m") => m[5m]` */
  range(window: Duration): Range<L> {
    return new Range(ast.range(this.expr, duration(window)));
  }

  protected narrowed(where: Where<L>): ast.Selector {
    const added = matchersOf(where);
    return ast.selector({
      ...this.expr,
      matchers: [...this.expr.matchers, ...added],
    });
  }

  protected shifted(offset: Duration | `-${Duration}`): ast.Selector {
    return ast.selector({ ...this.expr, offset: offsetDuration(offset) });
  }
}

/**
 * A metric that only grows, until its process starts anew. What is of use is
 * its rate.
 */
export class Counter<L extends string> extends Series<L> {
  declare protected readonly kind: "counter";

  /** `requests.where({ code: "200" }) => requests_total{code="200"}` */
  where(where: Where<L>): Counter<L> {
    return new Counter(this.narrowed(where));
  }
  /** `requests.offset("1h") => requests_total offset 1h` */
  offset(offset: Duration | `-${Duration}`): Counter<L> {
    return new Counter(this.shifted(offset));
  }
  /** Growth a second: `requests.rate("5m") => rate(requests_total[5m])` */
  rate(window: Duration): Instant<L> {
    return call("rate", this.range(window));
  }
  /** Growth: `requests.increase("1h") => increase(requests_total[1h])` */
  increase(window: Duration): Instant<L> {
    return call("increase", this.range(window));
  }
  /** Growth a second between the last two samples: `requests.irate("5m") => irate(requests_total[5m])` */
  irate(window: Duration): Instant<L> {
    return call("irate", this.range(window));
  }
  /** How often it began anew: `requests.resets("1h") => resets(requests_total[1h])` */
  resets(window: Duration): Instant<L> {
    return call("resets", this.range(window));
  }
}

/** A metric that rises and falls. */
export class Gauge<L extends string> extends Series<L> {
  declare protected readonly kind: "gauge";

  /** `memory.where({ pod: "web" }) => memory_bytes{pod="web"}` */
  where(where: Where<L>): Gauge<L> {
    return new Gauge(this.narrowed(where));
  }
  /** `memory.offset("1d") => memory_bytes offset 1d` */
  offset(offset: Duration | `-${Duration}`): Gauge<L> {
    return new Gauge(this.shifted(offset));
  }
  /** `memory.avgOverTime("1h") => avg_over_time(memory_bytes[1h])` */
  avgOverTime(window: Duration): Instant<L> {
    return call("avg_over_time", this.range(window));
  }
  /** `memory.maxOverTime("1h") => max_over_time(memory_bytes[1h])` */
  maxOverTime(window: Duration): Instant<L> {
    return call("max_over_time", this.range(window));
  }
  /** `memory.minOverTime("1h") => min_over_time(memory_bytes[1h])` */
  minOverTime(window: Duration): Instant<L> {
    return call("min_over_time", this.range(window));
  }
  /** `memory.delta("1h") => delta(memory_bytes[1h])` */
  delta(window: Duration): Instant<L> {
    return call("delta", this.range(window));
  }
  /** Slope a second: `memory.deriv("1h") => deriv(memory_bytes[1h])` */
  deriv(window: Duration): Instant<L> {
    return call("deriv", this.range(window));
  }
  /** How often it changed: `memory.changes("1h") => changes(memory_bytes[1h])` */
  changes(window: Duration): Instant<L> {
    return call("changes", this.range(window));
  }
  /** Where the slope leads in some seconds: `memory.predictLinear("1h", 3600) => predict_linear(memory_bytes[1h], 3600)` */
  predictLinear(window: Duration, seconds: number): Instant<L> {
    return call("predict_linear", this.range(window), seconds);
  }
}

/** A counter and the labels that it carries: `counter("requests_total", ["code", "pod"])` */
export function counter<const L extends string>(
  name: string,
  labels: readonly L[],
): Counter<L> {
  return new Counter(metric(name, labels));
}

/** A gauge and the labels that it carries: `gauge("memory_bytes", ["pod"])` */
export function gauge<const L extends string>(
  name: string,
  labels: readonly L[],
): Gauge<L> {
  return new Gauge(metric(name, labels));
}

function metric(name: string, labels: readonly string[]): ast.Selector {
  if (name === "")
    throw new PromqlError(
      "an empty name",
      "a metric's name",
      "name the metric",
    );
  labels.forEach(checkLabel);
  return ast.selector({ metric: name, matchers: [] });
}
