import { labelName } from "../mesh/scalars";
import type { Check } from "../mesh/shape";
import {
  anyText,
  isObject,
  listOf,
  mapOf,
  optional,
  shape,
  text,
} from "../mesh/shape";
import type { Place } from "../problems/place";
import type {
  AlertRule,
  Given,
  RecordingRule,
  RuleGroupProps,
} from "../mesh/rule";

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/: Prometheus's durations. */
const prometheusDuration: Check = (value, at) => {
  if (
    typeof value !== "string" ||
    !/^(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$|^0$/.test(value)
  )
    at.wrong(value, "a duration as Prometheus has it", 'write it like "5m"');
};

const recordName: Check = (value, at) => {
  if (typeof value !== "string" || !/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(value))
    at.wrong(
      value,
      "a metric name that Prometheus takes",
      "write it like shop:requests:rate5m",
    );
};

/** Text, or something built, which carries its tree. */
const query: Check = (value, at) => {
  if (!isObject(value) || !("expr" in value)) text(value, at);
};

const alertRule = shape<Given<AlertRule>>({
  alert: text,
  expr: query,
  for: optional(prometheusDuration),
  keep_firing_for: optional(prometheusDuration),
  labels: optional(mapOf(anyText, labelName)),
  annotations: optional(mapOf(anyText, labelName)),
});

const recordingRule = shape<Given<RecordingRule>>({
  record: recordName,
  expr: query,
  labels: optional(mapOf(anyText, labelName)),
});

const rule: Check = (value, at) => {
  if (!isObject(value) || "alert" in value === "record" in value)
    at.wrong(
      value,
      "either an alert or a record",
      "write { alert: …, expr: … } or { record: …, expr: … }",
    );
  else ("alert" in value ? alertRule : recordingRule)(value, at);
};

const group = shape<RuleGroupProps>({
  name: text,
  interval: optional(prometheusDuration),
  rules: listOf(rule, { min: 1 }),
});

/** Reports what Prometheus or its operator would refuse of the groups' form. */
export function checkRuleGroups(groups: unknown, at: Place): void {
  listOf(group, { min: 1 })(groups, at);
  if (!Array.isArray(groups)) return;
  const names = new Set<unknown>();
  groups.forEach((entry: unknown, index) => {
    const name = isObject(entry) ? entry["name"] : undefined;
    if (name !== undefined && names.has(name))
      at.at(index)
        .at("name")
        .wrong(
          name,
          "names that differ",
          "give one of the groups another name",
        );
    names.add(name);
  });
}
