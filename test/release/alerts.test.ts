import { object, saidOf } from "./compare";

const rules = (...items: readonly string[]) =>
  object(
    "monitoring.coreos.com/v1/PrometheusRule",
    "web",
    `spec: {groups: [{name: web, rules: [${items.join(", ")}]}]}`,
  );
const alert = (expr: string, rest = "") =>
  `{alert: Errors, expr: '${expr}', annotations: {description: "{{ $value | humanizePercentage }} fail."}${rest}}`;

test.each<[what: string, before: string, after: string, said: string[]]>([
  [
    "a threshold, in the unit in which the alert prints its value",
    rules(alert("errors:ratio > 0.05")),
    rules(alert("errors:ratio > 0.02")),
    ["Alerts: web: Errors: fires above 2 % instead of 5 %"],
  ],
  [
    "a condition beside it",
    rules(alert("errors:ratio > 0.05 and requests:rate > 1")),
    rules(alert("errors:ratio > 0.05 and requests:rate > 5")),
    ["Alerts: web: Errors: only where requests:rate is above 5 instead of 1"],
  ],
  [
    "the same number on both sides of an and is said once for what fires",
    rules(alert("(a > 0.0144) or (b > 0.0144)")),
    rules(alert("(a > 0.072) or (b > 0.072)")),
    ["Alerts: web: Errors: fires above 7.2 % instead of 1.44 %"],
  ],
  [
    "a query written over several lines is the same query",
    rules(alert("errors:ratio > 0.05")),
    rules(alert("errors:ratio\\n  > 0.05").replace(/'([^']*)'/, '"$1"')),
    [],
  ],
  [
    "another value that is asked for, of several alerts at once",
    rules(
      alert('a{version="v2"} > 1'),
      alert('rate(b{version="v2"}[5m]) > 1').replace("Errors", "Slow"),
    ),
    rules(
      alert('a{version="v3"} > 1'),
      alert('rate(b{version="v3"}[5m]) > 1').replace("Errors", "Slow"),
    ),
    ["Alerts: web: Errors, Slow: asks for version v3 instead of v2"],
  ],
  [
    "how far it looks back, said once for all places",
    rules(alert("rate(a[5m]) / rate(b[5m]) > 1")),
    rules(alert("rate(a[10m]) / rate(b[10m]) > 1")),
    ["Alerts: web: Errors: looks back 10m instead of 5m"],
  ],
  [
    "a subquery, its step and an offset",
    rules(alert("max_over_time(a[1h:5m] offset 1d) > 1")),
    rules(alert("max_over_time(a[2h:1m] offset 1w) > 1")),
    [
      "Alerts: web: Errors: looks back 2h instead of 1h",
      "Alerts: web: Errors: asks with an offset of 1w instead of 1d",
      "Alerts: web: Errors: looks every 1m instead of 5m",
    ],
  ],
  [
    "a text",
    rules(alert(`count_values("v1", a) > 1`)),
    rules(alert(`count_values("v2", a) > 1`)),
    ['Alerts: web: Errors: calculates with "v2" instead of "v1"'],
  ],
  [
    "a duration and a number are another query",
    rules(alert("rate(a[5m]) > 1")),
    rules(alert("rate(a[10m]) > 2")),
    ["Alerts: web: Errors: asks something else"],
  ],
  [
    "another query",
    rules(alert("errors:ratio > 0.05")),
    rules(alert("max(errors:ratio) > 0.05")),
    ["Alerts: web: Errors: asks something else"],
  ],
  [
    "times and severity",
    rules(alert("a > 1", ", for: 5m, labels: {severity: warning}")),
    rules(
      alert(
        "a > 1",
        ", for: 10m, keep_firing_for: 1h, labels: {severity: critical, team: b}",
      ),
    ),
    [
      "Alerts: web: Errors: waiting time 10m instead of 5m",
      "Alerts: web: Errors: time it keeps firing 1h, there was none",
      "Alerts: web: Errors: severity critical instead of warning",
      "Alerts: web: Errors: label team b, there was none",
    ],
  ],
  [
    "words alone",
    rules(alert("a > 1")),
    rules(alert("a > 1").replace("fail", "failed")),
    ["Alerts: web: Errors: its description says something else"],
  ],
  [
    "come and gone",
    rules("{alert: A, expr: a}", "{alert: B, expr: a}"),
    rules("{alert: A, expr: a}", "{alert: C, expr: a}"),
    ["Alerts: web: new: C", "Alerts: web: gone: B"],
  ],
  [
    "a rule that moves to another group is the same rule",
    rules(alert("a > 1")),
    rules(alert("a > 1")).replace("name: web, rules", "name: other, rules"),
    [],
  ],
  [
    "an objective is one line, its burn rates follow from it",
    rules(
      "{record: slo:error_budget:remaining, expr: 1 - spent / 0.001, labels: {slo: availability, service: web}}",
      "{alert: Burn, expr: burn > 0.0144, labels: {slo: availability, service: web}}",
    ),
    rules(
      "{record: slo:error_budget:remaining, expr: 1 - spent / 0.005, labels: {slo: availability, service: web}}",
      "{alert: Burn, expr: burn > 0.072, labels: {slo: availability, service: web}}",
    ),
    ["Objectives: web: availability 99.5 % instead of 99.9 %"],
  ],
  [
    "recordings, by their names; a constant is said where it comes from",
    rules("{record: a, expr: b}", "{record: w, expr: vector(0.1)}"),
    rules("{record: a, expr: c}", "{record: w, expr: vector(0.2)}"),
    ["Alerts: web: recordings that ask something else: a"],
  ],
  [
    "rules in a ConfigMap",
    object(
      "v1/ConfigMap",
      "web",
      "data: {a.rules.yml: 'groups: [{name: g, rules: [{alert: A, expr: a > 1}]}]'}",
    ),
    object(
      "v1/ConfigMap",
      "web",
      "data: {a.rules.yml: 'groups: [{name: g, rules: [{alert: A, expr: a > 2}]}]'}",
    ),
    ["Alerts: web: A: fires above 2 instead of 1"],
  ],
  [
    "and in a plain file",
    "groups: [{name: g, rules: [{alert: A, expr: a < 1}]}]",
    "groups: [{name: g, rules: [{alert: A, expr: a < 2}]}]",
    ["Alerts: rules: A: fires below 2 instead of 1"],
  ],
])("%s", (_, before, after, said) => {
  expect(saidOf(before, after)).toEqual(said);
});

test("a label that goes names the rules that ask for it", () => {
  const telemetry = (tags: string) =>
    object(
      "telemetry.istio.io/v1/Telemetry",
      "default",
      `spec: {metrics: [{overrides: [{match: {metric: REQUEST_COUNT}, tagOverrides: ${tags}}]}]}`,
    );
  const asking = rules(
    "{alert: Slow, expr: 'sum by (tenant) (istio_requests_total)'}",
    "{alert: Fast, expr: 'sum by (tenants) (istio_requests_total)'}",
  );
  expect(
    saidOf(
      telemetry("{tenant: {value: x}, a: {value: b}}") + asking,
      telemetry("{a: {value: c}, response_code: {operation: REMOVE}}") + asking,
    ),
  ).toEqual([
    "Metrics: default: label a of REQUEST_COUNT says c instead of b",
    "Metrics: default: label response_code of REQUEST_COUNT is gone",
    "Metrics: default: label tenant of REQUEST_COUNT is gone; asked for by Slow",
  ]);
});
