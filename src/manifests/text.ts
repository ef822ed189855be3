import { chunksOf, placeIn } from "./documents";
import type { Chunk } from "./documents";
import type { Manifest, Source } from "./manifest";
import { objectsOf } from "./objects";
import { placesOf } from "./place";
import { orTemplate } from "./template";
import type { Unread } from "./unread";
import { Refusal } from "./unread";
import { valuesIn } from "./values";

/** One document may have so many characters; an object in a cluster has at most 1.5 MB. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

export interface ReadText {
  readonly manifests: readonly Manifest[];
  readonly unread: readonly Unread[];
}

/** The objects of one YAML or JSON text, and what of it could not be taken. Never throws. */
export function readText({ file, text }: Source): ReadText {
  const manifests: Manifest[] = [];
  const unread: Unread[] = [];
  let empty = true;
  for (const chunk of chunksOf(text))
    try {
      const documents = valuesOf(chunk);
      for (const { value, first } of documents) {
        if (value === null || value === undefined) continue;
        empty = false;
        const objects = objectsOf(value, file, placesOf(chunk, first));
        for (const manifest of objects.manifests) manifests.push(manifest);
        for (const one of objects.unread) unread.push(one);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      empty = false;
      const seen = orTemplate(error, chunk.text);
      const { check, offset, message, fix } = seen;
      // One template is like the next: a chart is not a page of findings.
      if (
        check === "read/template" &&
        unread.some((one) => one.check === check)
      )
        continue;
      unread.push({
        check,
        severity: "error",
        file,
        position: placeIn(chunk, Math.max(0, offset)),
        message,
        fix,
      });
    }
  if (empty)
    unread.push({
      check: "read/empty",
      severity: "warning",
      file,
      position: { line: 1, column: 1 },
      message: "got nothing, expected an object of Kubernetes",
      fix: "write an object, or remove the file",
    });
  return { manifests, unread };
}

function valuesOf(chunk: Chunk) {
  const { length } = chunk.text;
  if (length > MOST_CHARACTERS)
    throw new Refusal(
      "read/too-large",
      0,
      `got a document of ${Math.round(length / 1_000_000)} MB, expected at most ${MOST_CHARACTERS >> 20} MB`,
      "split it into documents with --- between them",
    );
  return valuesIn(chunk.text);
}
