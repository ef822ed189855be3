import type { AnyAlert } from "./all-alerts";

/**
 * An alert's runbook as Markdown: what it means, what it does to users, how to
 * find the cause, what to do. Words in capitals are to be filled in.
 */
export function runbookPage(alert: AnyAlert): string {
  const { runbook, proof } = alert;
  const faults = (list: readonly { readonly fault: string }[]) =>
    list.map(({ fault }) => `\`${fault}\``).join(", ");
  return [
    `# ${alert.name}`,
    "",
    alert.summary,
    "",
    "## Meaning",
    "",
    runbook.meaning,
    "",
    "## Impact",
    "",
    runbook.impact,
    "",
    "## Diagnosis",
    "",
    ...runbook.diagnosis.flatMap(step),
    "## Mitigation",
    "",
    ...runbook.mitigation.map((line) => `- ${line}`),
    "",
    "## Proof",
    "",
    `Fires on ${faults(proof.fires)}; stays silent on ${faults(proof.silent)}. Rehearse it: \`node bin/sidelight.js drill dist --fault ${proof.fires[0].fault}\`.`,
    "",
  ].join("\n");
}

function step(
  given: AnyAlert["runbook"]["diagnosis"][number],
  index: number,
): readonly string[] {
  const [sentence, command] = typeof given === "string" ? [given] : given;
  const numbered = `${index + 1}. ${sentence}`;
  if (command === undefined) return [numbered, ""];
  const language = /^(kubectl|istioctl|flux) /.test(command) ? "sh" : "promql";
  if (!/[({=]/.test(command) && language === "promql")
    return [`${numbered} (${command})`, ""];
  return [numbered, "", `   \`\`\`${language}`, `   ${command}`, "   ```", ""];
}

/** A runbook's file name; the alert's link ends in it, without the ending. */
export function runbookFile(alert: { readonly name: string }): string {
  return `${alert.name.toLowerCase()}.md`;
}

/** The list of all runbooks. */
export function runbookIndex(alerts: readonly AnyAlert[]): string {
  const rows = alerts.map(
    (alert) =>
      `| [${alert.name}](${runbookFile(alert)}) | ${alert.about} | ${alert.for} | ${alert.summary} |`,
  );
  return [
    "# Runbooks",
    "",
    "One page an alert, made from the alerts themselves by `npm run docs`.",
    'Serve this folder anywhere and say where: `alerts: { runbooks: "https://…" }`.',
    "",
    "| alert | about | for | |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
