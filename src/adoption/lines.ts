import type { FoundWorkload } from "../adopt/found";

/** A name with its namespace before it, where there are several. */
export type Within = (namespace: string, text: string) => string;

export function section(title: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ""
    : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

/** Workloads in as many lines as they need. */
export function namesOf(
  workloads: readonly FoundWorkload[],
  within: Within,
): readonly string[] {
  const names = workloads.map(({ namespace, kind, name }) =>
    within(namespace, `${kind} ${name}`),
  );
  return wrapped(names.join(", "), 96).map((line) => `    ${line}`);
}

/** A text in lines of at most so many characters, broken at blanks. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
