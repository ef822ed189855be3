import type { Presence, Source } from "./source";
import { canHave } from "./source";

type Labelled = Pick<Source, "labels" | "closed">;

/** Only the named labels stay, where they were. */
export function close(source: Source, kept: readonly string[]): Labelled {
  const labels = new Map<string, Presence>();
  for (const label of source.labels.keys())
    if (!kept.includes(label)) labels.set(label, "gone");
  for (const label of kept)
    labels.set(
      label,
      source.labels.get(label) === "sure"
        ? "sure"
        : canHave(source, label)
          ? "maybe"
          : "gone",
    );
  return { labels, closed: true };
}

/** The named labels go. */
export function exclude(source: Labelled, names: readonly string[]): Labelled {
  return mark(source, names, () => "gone");
}

/** The named labels may be there now. */
export function include(source: Labelled, names: readonly string[]): Labelled {
  return mark(source, names, (before) =>
    before === "sure" ? before : "maybe",
  );
}

/** The named labels are surely there now. */
export function guarantee(
  source: Labelled,
  names: readonly string[],
): Labelled {
  return mark(source, names, () => "sure");
}

function mark(
  { labels, closed }: Labelled,
  names: readonly string[],
  to: (before: Presence | undefined) => Presence,
): Labelled {
  if (names.length === 0) return { labels, closed };
  const marked = new Map(labels);
  for (const name of names) marked.set(name, to(marked.get(name)));
  return { labels: marked, closed };
}
