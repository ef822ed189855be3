import { groupKindOf, indexOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import type { StepCheck } from "./step-check";

/** Why a step is refused, and what to do instead. */
export interface Refusal {
  readonly check: StepCheck["id"];
  readonly manifest: Manifest;
  readonly message: string;
  /** A commit a line. */
  readonly order: readonly string[];
}

/** What would cut somebody off on the way from one state to the next. Pure. */
export function judgeStep(
  before: readonly Manifest[],
  after: readonly Manifest[],
  checks: readonly StepCheck[],
): readonly Refusal[] {
  const step = {
    before: indexOf(firstOfEach(before)),
    after: indexOf(firstOfEach(after)),
  };
  return checks.flatMap(({ id, order: usual, run }) => {
    const found = new Map<string, Refusal>();
    run(step, (manifest, message, order = usual) =>
      found.set(message, { check: id, manifest, message, order }),
    );
    return [...found.values()];
  });
}

/** Two objects of one name are one in a cluster: the first counts, the other is told by the checks. */
function firstOfEach(manifests: readonly Manifest[]): readonly Manifest[] {
  const seen = new Set<string>();
  return manifests.filter(({ identity }) => {
    const { name, namespace = "" } = identity;
    const key = `${groupKindOf(identity)} ${namespace} ${name}`;
    if (name === "" || !seen.has(key)) {
      seen.add(key);
      return true;
    }
    return false;
  });
}
