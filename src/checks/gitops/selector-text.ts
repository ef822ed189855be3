import {
  fieldsOf,
  labelsOf,
  listOf,
  textOf,
  textsOf,
} from "../../manifests/fields";
import { selectorText } from "../../manifests/selector";

/** A LabelSelector as kubectl writes it: `app=web,tier in (a, b),!old`. */
export function labelSelectorText(selector: unknown): string {
  const { matchLabels, matchExpressions } = fieldsOf(selector);
  const labels = selectorText(labelsOf(matchLabels));
  const expressions = listOf(matchExpressions).map((entry) => {
    const { key, operator, values } = fieldsOf(entry);
    const among = `(${textsOf(values).join(", ")})`;
    if (operator === "In") return `${textOf(key)} in ${among}`;
    if (operator === "NotIn") return `${textOf(key)} notin ${among}`;
    return operator === "DoesNotExist" ? `!${textOf(key)}` : textOf(key);
  });
  return [...(labels === "" ? [] : [labels]), ...expressions].join(",");
}

/** `app=web,version=v1`, or that there are none. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return selectorText(labels) || "none";
}
