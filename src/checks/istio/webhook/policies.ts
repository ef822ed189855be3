import {
  down,
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  numberOf,
  textOf,
} from "../../../manifests/fields";
import { specOf } from "../../../manifests/metadata";
import { refuse, warn, when, type Complaint, type Judge } from "./complaint";

/** What a policy is for: pods by labels, or what targetRefs name, not both. */
const judgeTarget: Judge = (manifest) => {
  const spec = specOf(manifest);
  const labels = labelsOf(down(spec, "selector", "matchLabels"));
  const ways = [
    isSet(spec["selector"]),
    isSet(spec["targetRef"]),
    listOf(spec["targetRefs"]).length > 0,
  ].filter((is) => is).length;
  return [
    ...when(
      ways > 1,
      refuse(["spec"], "got selector and targetRefs, expected one of them"),
    ),
    ...when(
      isSet(spec["selector"]) && Object.keys(labels).length === 0,
      warn(
        ["spec", "selector"],
        "got a selector without labels, expected labels",
      ),
    ),
    ...Object.entries(labels)
      .filter((pair) => pair.join("").includes("*"))
      .map(([key, value]) =>
        refuse(
          ["spec", "selector"],
          `got the label ${key}=${value}, expected one without *`,
        ),
      ),
  ];
};

export const judgeRequestAuthentication: Judge = judgeTarget;

export const judgePeerAuthentication: Judge = (manifest) => {
  const spec = specOf(manifest);
  const ports = fieldsOf(spec["portLevelMtls"]);
  const labels = labelsOf(down(spec, "selector", "matchLabels"));
  return [
    ...judgeTarget(manifest),
    ...when(
      Object.keys(ports).length > 0 && Object.keys(labels).length === 0,
      refuse(
        ["spec", "portLevelMtls"],
        "got portLevelMtls without a selector, expected one",
      ),
    ),
  ];
};

export const judgeAuthorizationPolicy: Judge = (manifest) => {
  const spec = specOf(manifest);
  const action = textOf(spec["action"]) || "ALLOW";
  const hasProvider = textOf(down(spec, "provider", "name")) !== "";
  const hasRules = Array.isArray(spec["rules"]);
  return [
    ...judgeTarget(manifest),
    ...when(
      (action === "DENY" || action === "CUSTOM") && !hasRules,
      refuse(
        ["spec"],
        `got action ${action} without rules, expected rules; {} is one for all requests`,
      ),
    ),
    ...when(
      action === "CUSTOM" && hasRules && !hasProvider,
      refuse(
        ["spec"],
        "got action CUSTOM without a provider, expected its name",
      ),
    ),
    ...when(
      action !== "CUSTOM" && isSet(spec["provider"]),
      refuse(
        ["spec", "provider"],
        `got a provider with action ${action}, expected CUSTOM`,
      ),
    ),
    ...listOf(spec["rules"]).flatMap((rule, i) => ruleAt(fieldsOf(rule), i)),
  ];
};

function ruleAt(
  rule: Readonly<Record<string, unknown>>,
  i: number,
): readonly Complaint[] {
  const path = ["spec", "rules", i];
  const parts = [
    ["from", "source"],
    ["to", "operation"],
  ] as const;
  return [
    ...parts.flatMap(([field, inner]) =>
      listOf(rule[field]).flatMap((entry, j) => {
        const lists = Object.values(fieldsOf(fieldsOf(entry)[inner]));
        return when(
          !lists.some((list) => listOf(list).length > 0),
          refuse(
            [...path, field, j],
            `got an empty ${inner}, expected what it matches`,
          ),
        );
      }),
    ),
    ...listOf(rule["when"]).flatMap((entry, j) => {
      const { key, values, notValues } = fieldsOf(entry);
      return when(
        textOf(key) === "" ||
          listOf(values).length + listOf(notValues).length === 0,
        refuse(
          [...path, "when", j],
          "got half a condition, expected key and values or notValues",
        ),
      );
    }),
  ];
}

export const judgeTelemetry: Judge = (manifest) => {
  const spec = specOf(manifest);
  const tracing = listOf(spec["tracing"]);
  return [
    ...judgeTarget(manifest),
    ...when(
      tracing.length > 1,
      warn(
        ["spec", "tracing"],
        `got ${String(tracing.length)} entries of tracing, expected one`,
      ),
    ),
    ...tracing.flatMap((entry, i) => {
      const { providers, randomSamplingPercentage } = fieldsOf(entry);
      const share = numberOf(randomSamplingPercentage) ?? 0;
      return [
        ...when(
          listOf(providers).length > 1,
          warn(
            ["spec", "tracing", i, "providers"],
            "got several providers of tracing, expected one",
          ),
        ),
        ...when(
          share < 0 || share > 100,
          refuse(
            ["spec", "tracing", i, "randomSamplingPercentage"],
            `got ${String(share)} percent, expected 0 to 100`,
          ),
        ),
      ];
    }),
    ...listOf(spec["metrics"]).flatMap((entry, i) =>
      listOf(fieldsOf(entry)["overrides"]).flatMap((override, j) =>
        Object.entries(fieldsOf(fieldsOf(override)["tagOverrides"])).flatMap(
          ([name, tag]) => {
            const { operation, value } = fieldsOf(tag);
            const removes = operation === "REMOVE";
            return when(
              removes === (textOf(value) !== ""),
              refuse(
                ["spec", "metrics", i, "overrides", j, "tagOverrides", name],
                removes
                  ? "got REMOVE with a value, expected none"
                  : "got UPSERT without a value, expected one",
              ),
            );
          },
        ),
      ),
    ),
  ];
};
