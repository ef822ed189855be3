import type { Review } from "./review";
import type { Said, Topic } from "./said";
import { TOPICS } from "./said";
import { few } from "./words";

/** A line of the summary: what is said, of everybody of whom it is true. */
export interface Line {
  readonly subjects: readonly string[];
  readonly text: string;
}

export interface Section {
  readonly topic: Topic;
  readonly title: string;
  readonly lines: readonly Line[];
}

/** The summary by topics; what is true of many is said once, of all of them. */
export function sections({ summary, objects }: Review): readonly Section[] {
  const namespaces = new Set([
    ...objects.map(({ namespace }) => namespace),
    ...summary.map(({ namespace }) => namespace),
  ]);
  namespaces.delete("");
  const several = namespaces.size > 1;
  return (Object.entries(TOPICS) as [Topic, string][]).flatMap(
    ([topic, title]) => {
      const lines = new Map<string, Set<string>>();
      for (const one of summary) {
        if (one.topic !== topic) continue;
        const subject = called(one, several);
        const others = lines.get(one.text);
        if (others) others.add(subject);
        else lines.set(one.text, new Set([subject]));
      }
      if (lines.size === 0) return [];
      return [
        {
          topic,
          title,
          lines: [...lines].map(([text, subjects]) => ({
            text,
            subjects: [...subjects],
          })),
        },
      ];
    },
  );
}

function called({ namespace, subject }: Said, several: boolean): string {
  return several && namespace !== "" ? `${namespace}/${subject}` : subject;
}

/** `web-app, cart and 12 more` */
export function subjectsText({ subjects }: Line): string {
  return few(subjects, 4);
}

/** `2 objects differ: 1 added, 1 changed`; `nothing differs`. */
export function countsText({ objects }: Review): string {
  if (objects.length === 0) return "nothing differs";
  const counts = (["added", "removed", "changed"] as const).flatMap(
    (change) => {
      const count = objects.filter((one) => one.change === change).length;
      return count > 0 ? [`${count} ${change}`] : [];
    },
  );
  return `${objects.length === 1 ? "1 object differs" : `${objects.length} objects differ`}: ${counts.join(", ")}`;
}
