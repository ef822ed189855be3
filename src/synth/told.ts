import type { Refusal } from "../release/steps/judge-step";
import type { Base } from "./standing";
import type { States } from "./states";

/** A refusal, and the bases from which it is one. */
export interface Told {
  readonly refusal: Refusal;
  readonly from: readonly Base["from"][];
}

/** States, and why the step between them is refused. */
export interface Judged extends States {
  readonly refusals: readonly Refusal[];
}

/** What is refused from several bases is said once. */
export function byBase(judged: readonly Judged[]): readonly Told[] {
  const told = new Map<string, { refusal: Refusal; from: Base["from"][] }>();
  for (const { from, refusals } of judged)
    for (const refusal of refusals) {
      const { check, manifest, message } = refusal;
      const { kind, namespace = "", name } = manifest.identity;
      const key = [check, manifest.file, kind, namespace, name, message].join(
        "\n",
      );
      const known = told.get(key);
      if (known) known.from.push(from);
      else told.set(key, { refusal, from: [from] });
    }
  return [...told.values()];
}
