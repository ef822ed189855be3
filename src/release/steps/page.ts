import { STEP_CHECKS } from "./list";
import type { StepCheck } from "./step-check";

/** One page of all step checks, as Markdown: npm run docs writes it. */
export function stepsPage(): string {
  return [INTRO, ...STEP_CHECKS.map(section)].join("\n\n") + "\n";
}

const INTRO = `# Safe steps

Before anything is written, synth compares it with the \`dist/\` that stands. A step
that would cut somebody off on the way is refused, and nothing is written: each
object may be applied at any time, so whatever is new has to be there before
requests are sent to it, and whatever goes may go when none are sent any more.

| written | compared with |
|---|---|
| \`npm run synth\` | \`dist/\` on the disk and, where Git tracks it and it is another one, that of the last commit |
| \`npm run synth -- --against main\` | \`dist/\` in a branch, a tag or a commit: for CI |

What counts is what was applied, and nobody tells synth: with Flux it is a commit's
\`dist/\`, with kubectl often the one on the disk. So a step has to be safe from
both. Two steps before one commit are one step from the last commit, and refused as
such; commit the first, and apply it, before the second. What was written since the
last commit and never applied is put aside by \`git stash -u -- dist\`. A refusal
says which of the two it is from. Where the disk has no \`dist/\`, as in
\`cdk8s synth\`, which deletes it first, the last commit alone counts; where Git has
none (it is ignored, not committed yet, or there is no repository), the disk alone.
Several commits that are merged at once are one step too: CI finds it by
\`--against main\`.

What is refused can go through:

- in safe steps: \`npm run synth -- --step\` writes the first of them. Commit and
  apply it, wait until it is done, and synthesize again. Where steps can be made
  from the two states alone, the refusal lists them; each is held against all
  checks before it is offered. How long to wait between two of them, no file says:
  until pods are ready, and before STRICT until the share of encrypted requests has
  been 100 % for days.
- with a reason: \`npm run synth -- --allow step/port="nobody calls it"\`, which is
  printed. An allowance that allows nothing is warned of.

\`synth(app, { against, allow, step })\` says the same in TypeScript, and where an
app gets no arguments, as from \`cdk8s synth\`, the environment does:
\`SIDELIGHT_AGAINST\`, \`SIDELIGHT_ALLOW="step/port=REASON; step/renamed=REASON"\`,
\`SIDELIGHT_STEP=1\`.

Routes are VirtualServices and those of the Gateway API (HTTPRoute, GRPCRoute and
the others). A Service that stands for a version, to which routes lead from another
Service or by a share, is held to what a subset is.

Each folder of \`dist/\` is an environment of its own. Files in it that somebody else
wrote count as there before and after. What manifests cannot tell is not judged:
whether pods are ready, and whether the last step was applied.

A generated file that was edited by hand is not overwritten while the edit would be
lost: it is an error until the edit is in Git (staged is enough), taken back, or
allowed by \`--allow step/edited=REASON\`. What was written is remembered below
\`node_modules/.cache\`; a clone that has never synthesized knows of no edit. An edit
that is committed is in Git, and no longer told from what a colleague synthesized.
CI tells: what a fresh synth changes was not written by one. This line prints such
files, and fails where there are any:

    npm run synth && git status --porcelain dist artifacts | (! grep .)`;

function section({ id, demands, why, says, order }: StepCheck): string {
  return [
    `## ${id}`,
    `${demands} ${why}`,
    `    ${says}`,
    order.map((line, index) => `${index + 1}. ${line}`).join("\n"),
  ].join("\n\n");
}
