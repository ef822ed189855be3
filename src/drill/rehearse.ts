import type { Described } from "../problems/problem";
import { FAULTS } from "../proof/faults";
import { healthy } from "../proof/healthy";
import { during, sentence } from "../proof/inject";
import { parseFault } from "../proof/parse-fault";
import type { Phase } from "../proof/series";
import { printSize } from "../proof/size";
import type { World } from "../proof/world";

/** What is played to the servers. */
export interface Rehearsal {
  /** In one sentence: "20% of the requests to web-app fail at the server." */
  readonly says: string;
  /** Up to second 0, and before the drill. */
  readonly before: Phase;
  /** From second 0 on; absent where all stays well. */
  readonly fault?: Phase;
  /** Nothing is wrong, or only looks so: nobody should hear of it. */
  readonly harmless: boolean;
}

/** A fault as the command line names it, on a mesh that was well before. */
export function rehearse(text: string, world: World): Described<Rehearsal> {
  const well: Phase = { minutes: Infinity, series: healthy(world) };
  if (text === "none") {
    const says = "A mesh in which nothing is wrong.";
    return { value: { says, before: well, harmless: true }, problems: [] };
  }
  const { value: injections, problems } = parseFault(text, world);
  if (!injections) return { problems };
  const fault = during(world, injections, Infinity);
  const value: Rehearsal = {
    says: injections.map(sentence).join(" "),
    before: injections.some(({ fault: { fromStart } }) => fromStart)
      ? fault
      : well,
    fault,
    harmless: injections.every(({ fault: { harmless } }) => harmless ?? false),
  };
  return { value, problems };
}

/** All faults, as help shows them. */
export function faultList(): string {
  const names = FAULTS.map(({ name, affects, size }) => {
    const sized = size
      ? `=${printSize(size.default, size.unit).replace(" times", "")}`
      : "";
    return `${affects === "mesh" ? "" : "SERVICE:"}${name}${sized}`;
  });
  const width = Math.max(...names.map(({ length }) => length));
  const lines = FAULTS.map(({ says, size }, index) => {
    const sentence = says
      .replaceAll("{service}", "SERVICE")
      .replaceAll("{size}", size ? printSize(size.default, size.unit) : "");
    return `  ${names[index]?.padEnd(width)}  ${sentence}`;
  });
  return `Faults, with their sizes where none is given; several with commas:\n${lines.join("\n")}`;
}
