import { Refusal } from "./unread";

/** What Helm and its like write: `{{ .Values.x }}`, `{{- if … }}`. */
const ACTION =
  /\{\{-?\s*(?:[.$("]|\/\*|(?:if|else|end|range|with|define|include|template|block|toYaml|default|required|tpl|quote|printf)\b)/;

/** A refusal, seen again: text with templates in it is not broken, it is not rendered. */
export function orTemplate(refusal: Refusal, text: string): Refusal {
  if (refusal.check !== "read/syntax" && refusal.check !== "read/duplicate-key")
    return refusal;
  const found = ACTION.exec(text);
  if (!found) return refusal;
  return new Refusal(
    "read/template",
    found.index,
    "got a template that is not rendered, expected YAML",
    "render it first: helm template … | sidelight check -",
  );
}
