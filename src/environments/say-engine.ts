import type { Engaged } from "./engines";
import type { ServiceRelease } from "./releases";
import { afterwards } from "./say";
import type { Change, Step } from "./steps";

/** What an engine does once it is applied, how it is asked, and what may come next. */
export function engineOutcome(
  to: Step["to"],
  release: ServiceRelease,
  changes: readonly Change[],
  { engine, asks, promoted, failed }: Engaged,
): string {
  const { version: stable = "v1", canary } = afterwards(release, changes);
  if (to === "start")
    return `Once applied: ${engine} gives ${canary?.version} requests step by step, or takes them back, by what its analysis finds.
How far it is: ${asks}
After that: --promote once it says ${promoted}; --rollback once it says ${failed}, or to stop it`;
  if (to === "promote")
    return `Apply it when ${asks} says ${promoted}: before that, users do not have ${stable}.
Once applied: all requests go to ${stable}, as before; no pod restarts.
After that: --start --image IMAGE`;
  return `Once applied: all requests go to ${stable}, and the release's pods give way to its.
How far it is: ${asks}
After that: --start --image IMAGE`;
}
