import type { Index } from "../../manifests/index-of";
import { callsOf } from "./calls";
import { answeredBy, namedIn } from "./routed";
import type { Routed } from "./routed";
import type { Step } from "./step-check";
import { workloadsOf } from "../../manifests/workloads";

const known = new WeakMap<Step, ReadonlySet<string>>();

/**
 * Services that stand for a version, as subsets do: routes of either state lead
 * to them from another Service, or split requests between them and others. Like
 * a subset, such a Service has to have pods while routes send it requests.
 */
export function versionServicesOf(step: Step): ReadonlySet<string> {
  const found =
    known.get(step) ??
    new Set(
      [step.before, step.after].flatMap((index) =>
        namedIn(index)
          .filter(isVersion)
          .map(({ service }) => service),
      ),
    );
  known.set(step, found);
  return found;
}

function isVersion({ manifest, service, subset, isShare }: Routed): boolean {
  const answered = answeredBy(manifest);
  if (subset !== "" || answered.some((own) => own.service === service))
    return false;
  return isShare || answered.length > 0;
}

const called = new WeakMap<Index, ReadonlySet<string>>();

/** The Services that pods call by their names. */
export function calledIn(index: Index): ReadonlySet<string> {
  const services =
    called.get(index) ??
    new Set(
      workloadsOf(index).flatMap((pod) =>
        callsOf(pod).map(({ service }) => service),
      ),
    );
  called.set(index, services);
  return services;
}
