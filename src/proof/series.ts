/**
 * A time series as a scenario describes it: a counter that grows at a steady
 * rate, or a gauge that holds a value. promtool tests and the drill both play
 * these.
 */
export interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** A counter's growth. */
  readonly perSecond?: number;
  /** A gauge's value, or what a counter starts from. @default 0 */
  readonly value?: number;
  /**
   * Instead of `value`, for a gauge that holds a timestamp: so many seconds
   * after the scenario's start. promtool starts at 0, a drill at the clock.
   */
  readonly fromNow?: number;
  /**
   * Not scraped (any more), and so stale, whatever the other fields say. A
   * counter that is merely missing from a phase stays where it was.
   * @default false
   */
  readonly gone?: boolean;
}

/** A stretch of time in which all series are steady. */
export interface Phase {
  readonly minutes: number;
  /**
   * What is there. A counter of an earlier phase that is missing here stays
   * where it was; Envoy forgets none. A gauge that is missing goes stale.
   */
  readonly series: readonly Series[];
  /** Nothing is scraped: all series go stale. @default false */
  readonly lost?: boolean;
  /** All counters start from 0 again, as after a restart of the pods. @default false */
  readonly reset?: boolean;
}

/** What happens, phase after phase, and what a reader calls it. */
export interface Scenario {
  /** A file's name: `errors-above-threshold`. */
  readonly name: string;
  /** One sentence: "Two in ten requests to web-app fail." */
  readonly says: string;
  readonly phases: readonly Phase[];
}
