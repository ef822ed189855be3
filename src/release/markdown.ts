import { clean } from "../problems/words";
import { countsText, sections, subjectsText } from "./gathered";
import type { Review } from "./review";
import type { Titles } from "./text";
import { bounded, fieldText, objectName } from "./text";

/** A comment of GitHub holds 65,536 characters; GitLab's holds more. */
const MOST = { lines: 20, objects: 60, fields: 10 };

/** For a pull request: what changes for users as a list, the objects folded away below. */
export function markdownReview(
  review: Review,
  { before, after }: Titles,
): string {
  const head = `**${escaped(before)} → ${escaped(after)}**: ${countsText(review)}`;
  if (review.objects.length === 0) return head;
  const blocks = sections(review).map(({ title, lines }) =>
    [
      `#### ${title}`,
      "",
      ...bounded(lines, MOST.lines, "lines").map((line) =>
        typeof line === "string"
          ? `- ${line}`
          : `- **${escaped(subjectsText(line))}**: ${escaped(line.text)}`,
      ),
    ].join("\n"),
  );
  const rows = bounded(review.objects, MOST.objects, "objects").map((object) =>
    typeof object === "string"
      ? `| | ${object} | |`
      : `| ${object.change} | ${cell(objectName(object))} | ${bounded(
          object.fields,
          MOST.fields,
          "fields",
        )
          .map((field) =>
            typeof field === "string" ? field : code(fieldText(field)),
          )
          .join("<br>")} |`,
  );
  return [
    head,
    ...blocks,
    [
      "<details><summary>Objects</summary>",
      "",
      "| | object | fields |",
      "|---|---|---|",
      ...rows,
      "",
      "</details>",
    ].join("\n"),
  ].join("\n\n");
}

/** Text that Markdown shows as it is. */
function escaped(text: string): string {
  return clean(text).replaceAll(/[\\`*_[\]<>|#~@]/g, "\\$&");
}

function cell(text: string): string {
  return escaped(text);
}

/** Code in a table: a bar would end the cell, a backtick the code. */
function code(text: string): string {
  const shown = clean(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("|", "&#124;");
  return `<code>${shown}</code>`;
}
