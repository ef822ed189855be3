import { fieldsOf, listOf, textOf, textsOf, labelsOf } from "./fields";
import type { Labels } from "./metadata";

/** Whether all labels of a selector are there; an empty selector takes all. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(
    ([key, value]) => labels[key] === value,
  );
}

/** `app=web,version=v1`, in the order of the keys. */
export function selectorText(selector: Labels): string {
  return Object.keys(selector)
    .sort()
    .map((key) => `${key}=${selector[key] ?? ""}`)
    .join(",");
}

/** A Kubernetes LabelSelector with its expressions; one left out takes all. */
export function labelSelectorTakes(selector: unknown, labels: Labels): boolean {
  const { matchLabels, matchExpressions } = fieldsOf(selector);
  return (
    selects(labelsOf(matchLabels), labels) &&
    listOf(matchExpressions).every((entry) => {
      const { key, operator, values } = fieldsOf(entry);
      const value = labels[textOf(key)];
      const among = value !== undefined && textsOf(values).includes(value);
      if (operator === "In") return among;
      if (operator === "NotIn") return !among;
      if (operator === "Exists") return value !== undefined;
      return operator === "DoesNotExist" && value === undefined;
    })
  );
}
