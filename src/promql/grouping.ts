import type { Cursor } from "./cursor";
import { isBareGrouping } from "./names";
import { readString } from "./selector";

/** `(a, "b.c",)`: names of labels, of which keywords are some, too. */
export function readLabels(cursor: Cursor): readonly string[] {
  const labels: string[] = [];
  cursor.needs("(");
  while (!cursor.takes(")")) {
    const { kind } = cursor.token;
    if (kind !== "word" && kind !== "string") {
      cursor.refuse(labels.length > 0 ? "a label or )" : "a label");
      break;
    }
    labels.push(readLabel(cursor));
    if (cursor.takes(",")) continue;
    cursor.needs(")", "a comma or )");
    break;
  }
  return labels;
}

function readLabel(cursor: Cursor): string {
  const token = cursor.take();
  const { kind, text } = token;
  const label = kind === "word" ? text : readString(token);
  const isLabel =
    kind === "word"
      ? text.includes(":") || isBareGrouping(label)
      : label !== "";
  if (!isLabel)
    cursor.report(
      token,
      `got ${text}, which is no label's name here`,
      kind === "word" ? `write "${label}" in quotes` : "name a label",
    );
  return label;
}
