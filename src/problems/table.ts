/**
 * Rows under a heading, in columns as wide as their widest cell. A heading that
 * starts with `>` puts its column to the right.
 *
 *     aligned(["alert", ">firing"], [["HighLatency", "7.4 s"]])
 *     => alert        firing
 *        HighLatency   7.4 s
 */
export function aligned(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const right = heading.map((name) => name.startsWith(">"));
  const all = [heading.map((name) => name.replace(/^>/, "")), ...rows];
  const widths = heading.map((_, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          right[column]
            ? cell.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
