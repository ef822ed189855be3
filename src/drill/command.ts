import { printProblems } from "../problems/print";
import { hasErrors } from "../problems/problem";
import { drill } from "./drill";
import { headline } from "./headline";
import type { Given } from "./options";
import { OPTIONS, readOptions } from "./options";
import type { Prepared } from "./prepare";
import type { Outcome } from "./plan";
import { prepare } from "./prepare";
import { DrillError } from "./process";
import { findPrograms, installLine } from "./programs";
import { faultList } from "./rehearse";
import { eventLines, timeLine } from "./report";
import { summary } from "./summary";

/** Where a command writes, and how it learns that it shall stop. */
interface Surroundings {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly signal: AbortSignal;
}

export const usage = "sidelight drill DIR --fault FAULT [options]";
export const options = OPTIONS;
export const about = `Starts a real Prometheus and Alertmanager on 127.0.0.1 with the rules and the
routing found in DIR, plays the mesh that DIR describes with a fault in it, and
shows which alerts reach whom, and when.`;
export const more = faultList;

/** 0 where all ran and was as expected, 1 where alerts were not, 2 where it could not run. */
export async function run(
  given: Given,
  { out, err, signal }: Surroundings,
): Promise<number> {
  const read = readOptions(given);
  if (!read.value || hasErrors(read.problems)) {
    err(printProblems(read.problems));
    return 2;
  }
  const { value: prepared, problems } = prepare(read.value);
  if (problems.length > 0) err(printProblems(problems));
  if (!prepared) return 2;
  const found = findPrograms(process.env["PATH"] ?? "");
  if ("missing" in found) {
    err(installLine(found.missing));
    return 2;
  }
  const { speed, seconds, expect, prometheusPort, alertmanagerPort } =
    read.value;
  const { rules, routing, rehearsal, alerts } = prepared;
  const width = Math.max(...alerts.map(({ name }) => name.length));
  out(headline(prepared, speed));
  try {
    const outcome = await drill(
      {
        programs: found.programs,
        rules,
        routing,
        clock: { speed },
        before: rehearsal.before,
        ...(rehearsal.fault && { fault: rehearsal.fault }),
        seconds,
        ports: { prometheus: prometheusPort, alertmanager: alertmanagerPort },
      },
      {
        started: (prometheus, alertmanager) =>
          out(
            `look at  ${prometheus} and ${alertmanager} while it runs\n\n${timeLine("before", "healthy traffic")}`,
          ),
        faultBegins: () =>
          out(
            timeLine(
              "0.0 s",
              rehearsal.fault ? "the fault begins" : "all is well",
            ),
          ),
        events: (events, origin) =>
          eventLines(events, origin, width).forEach(out),
      },
      signal,
    );
    out(`\n${summary(outcome, alerts, rehearsal.fault !== undefined)}`);
    return judged(outcome, expect, prepared, out);
  } catch (error) {
    if (signal.aborted) {
      err("\nStopped; nothing is left running.");
      return 130;
    }
    if (!(error instanceof DrillError)) throw error;
    err(`error: ${error.message}`);
    return 2;
  }
}

function judged(
  { entries, heard }: Outcome,
  expect: readonly string[],
  { rehearsal }: Prepared,
  out: (line: string) => void,
): number {
  const delivered = new Set(
    entries
      .filter((entry) => entry.delivered !== undefined)
      .map(({ name }) => name),
  );
  const missed = expect.filter((name) => !delivered.has(name));
  if (missed.length > 0)
    out(`Not as expected: ${missed.join(", ")} not delivered.`);
  if (rehearsal.harmless && heard.length > 0 && expect.length === 0) {
    out("Not as expected: nothing is wrong, so nobody should hear of it.");
    return 1;
  }
  return missed.length > 0 ? 1 : 0;
}
