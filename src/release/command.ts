import type { Unread } from "../manifests/unread";
import { printProblem, printProblems } from "../problems/print";
import { jsonReview } from "./json";
import { markdownReview } from "./markdown";
import type { DiffOptions, Given } from "./options";
import { OPTIONS, readOptions } from "./options";
import { readSides } from "./read-sides";
import type { Review } from "./review";
import { review } from "./review";
import { sidesOf } from "./sides";
import type { Titles } from "./text";
import { textReview } from "./text";

/** Where a command writes. */
interface Surroundings {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly colours?: boolean;
}

export const usage = "sidelight diff [options] [OLD [NEW]]";
export const options = OPTIONS;
export const about = `Says what changes for users between two sets of manifests: shares of traffic,
images, restarts, alerts and their thresholds, labels, security; then objects
and their fields.`;

export function more(): string {
  return `OLD and NEW are folders, files, or what Git knows: a branch, a tag, a commit,
with the folder dist in it, or another one as in HEAD~3:deploy/production.
  sidelight diff                   dist against its last commit
  sidelight diff dist/production   a folder against its last commit
  sidelight diff main              dist in main against dist as it is here
  sidelight diff v1.4 v1.5         dist in two commits

JSON: {before, after, summary: [{topic, namespace, subject, text}],
       objects: [{change, apiVersion, kind, namespace, name, file,
                  fields: [{path, before?, after?}]}]}
Values of Secrets are not shown.

Exit code: 0, the same or not; with --exit-code 1 where something differs;
2 where the command line is wrong, or a part could not be read, which is said.`;
}

/** 0 where both sides were compared, the same or not; 2 where that was not possible, or not whole. */
export function run(
  given: Given,
  { out, err, colours = false }: Surroundings,
): Promise<number> {
  const read = readOptions(given);
  const sides = read.value && sidesOf(read.value.sides);
  if (!read.value || !sides?.value) {
    err(printProblems([...read.problems, ...(sides?.problems ?? [])]));
    return Promise.resolve(2);
  }
  const [before, after] = sides.value;
  const { unread, whole, ...both } = readSides(before, after);
  if (unread.length > 0) err(unreadText(unread));
  const result = review(both.before, both.after, whole);
  const titles = { before: before.label, after: after.label };
  out(rendered(result, titles, read.value.output, colours));
  if (unread.length > 0) return Promise.resolve(2);
  const differs = read.value.tells && result.objects.length > 0;
  return Promise.resolve(differs ? 1 : 0);
}

/** So many files are named that could not be read. */
const MOST_UNREAD = 10;

function unreadText(unread: readonly Unread[]): string {
  const lines = unread
    .slice(0, MOST_UNREAD)
    .map(({ file, position, message, fix }) =>
      printProblem({
        severity: "error",
        where: position ? `${file}:${position.line}` : file,
        message: `${message}; this part is not compared`,
        fix,
      }),
    );
  const more = unread.length - lines.length;
  return [
    ...lines,
    ...(more > 0 ? [`… and ${more} more parts that are not compared`] : []),
  ].join("\n");
}

function rendered(
  result: Review,
  titles: Titles,
  output: DiffOptions["output"],
  colours: boolean,
): string {
  switch (output) {
    case "text":
      return textReview(result, titles, colours);
    case "markdown":
      return markdownReview(result, titles);
    case "json":
      return jsonReview(result, titles);
  }
}
