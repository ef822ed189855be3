import { chunksOf } from "../manifests/documents";
import type { FileRead } from "../manifests/files";
import type { Manifest, Source } from "../manifests/manifest";
import { readText } from "../manifests/text";
import type { Unread } from "../manifests/unread";
import { onlyWhatDiffers } from "./only-differing";
import type { Side } from "./sides";

export interface ReadSides {
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  /**
   * Everything on the new side, for who has to look beyond what differs; or only
   * the documents in whose text something stands.
   */
  readonly whole: (holding?: string) => readonly Manifest[];
  readonly unread: readonly Unread[];
}

/** The objects of both sides; those that are the same text on both are left out unread. */
export function readSides(before: Side, after: Side): ReadSides {
  const olds = sourcesOf(before);
  const news = sourcesOf(after);
  const trimmed = onlyWhatDiffers(olds, news);
  const reads = [
    { sources: trimmed.before, side: before },
    { sources: trimmed.after, side: after },
  ].map(({ sources, side }) => {
    const read = sources.map(readText);
    return {
      manifests: read.flatMap(({ manifests }) => manifests),
      unread: read.flatMap(({ unread }) =>
        unread.map((one) => ({ ...one, file: wholeName(one.file, side) })),
      ),
    };
  });
  return {
    before: reads[0]?.manifests ?? [],
    after: reads[1]?.manifests ?? [],
    whole: (holding) =>
      (holding === undefined
        ? news
        : news.flatMap((source) => documentsWith(holding, source))
      ).flatMap((source) => readText(source).manifests),
    unread: [
      ...[before, after].flatMap((side) =>
        side.files
          .filter((file): file is Unread => !isSource(file))
          .map((one) => ({ ...one, file: wholeName(one.file, side) })),
      ),
      ...reads.flatMap(({ unread }) => unread),
    ].filter(({ severity }) => severity === "error"),
  };
}

function documentsWith(holding: string, { file, text }: Source): Source[] {
  return text.includes(holding)
    ? chunksOf(text)
        .filter((chunk) => chunk.text.includes(holding))
        .map((chunk) => ({ file, text: chunk.text }))
    : [];
}

function sourcesOf({ label, files }: Side): readonly Source[] {
  return files.filter(isSource).map(({ file, text }) => ({
    file: file === "" ? label.replace(/^.*[:/]/, "") : file,
    text,
  }));
}

/** A file as the user would name it. */
function wholeName(file: string, { label, files }: Side): string {
  return files[0]?.file === ""
    ? label
    : `${label.replace(/([^:/])$/, "$1/")}${file}`;
}

function isSource(file: FileRead): file is Source {
  return "text" in file;
}
