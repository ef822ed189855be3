/** What may stand unquoted as a metric's name: https://prometheus.io/docs/concepts/data_model/ */
const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Words that Prometheus does not read as a metric's name, in any case. */
const notMetrics = new Set([
  "bool",
  "on",
  "ignoring",
  "group_left",
  "group_right",
  "atan2",
  "inf",
  "nan",
]);

/**
 * Words that Prometheus's UI grammar or an older Prometheus reads as something
 * else where a metric's name stands. Quoting them is right everywhere.
 */
const seldomMetrics = new Set([
  "and",
  "or",
  "unless",
  "by",
  "without",
  "offset",
  "start",
  "end",
]);

/** Words that are no label's name between the parentheses of `by`, `on` and their like. */
const notGrouping = new Set(["without", "inf", "nan"]);

/** Whether Prometheus reads a word as a metric's name at all. */
export function canBeMetric(word: string): boolean {
  return !notMetrics.has(word.toLowerCase());
}

export function isBareMetric(name: string): boolean {
  return (
    metricName.test(name) &&
    canBeMetric(name) &&
    !seldomMetrics.has(name.toLowerCase())
  );
}

/** Whether a label's name may stand bare in `{ … }`. */
export function isBareLabel(name: string): boolean {
  return labelName.test(name);
}

/** Whether a label's name may stand bare in `by ( … )`, `on ( … )` and their like. */
export function isBareGrouping(name: string): boolean {
  return labelName.test(name) && !notGrouping.has(name.toLowerCase());
}
