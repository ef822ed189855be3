import type { Engaged } from "./engines";
import type { CanaryRelease, ServiceRelease } from "./releases";
import type { Change, Refusal, Step } from "./steps";
import { started } from "./steps";

const ENDS = "--promote or --rollback";
const STARTS = "--start --image IMAGE";

/**
 * The changes that make a step where an engine takes the canary's: a release
 * is started, and ended once the engine has promoted it or taken it back.
 */
export function changesByEngine(
  step: Step,
  service: ServiceRelease,
  { engine }: Engaged,
): readonly Change[] | Refusal {
  const { canary = {} } = service;
  const { version, image } = canary;
  const isReleased = version !== undefined || image !== undefined;
  switch (step.to) {
    case "start": {
      if (isReleased)
        return {
          why: `a release is there already: ${version ?? image}`,
          next: ENDS,
        };
      const release = started(step, service);
      if ("why" in release) return release;
      return [
        { path: ["canary", "version"], to: release.version },
        { path: ["canary", "image"], to: release.image },
      ];
    }
    case "promote":
      if (version === undefined || image === undefined)
        return isReleased
          ? {
              why: "the data file does not say which version and image the release has",
              next: "--promote, once canary.version and canary.image are there",
            }
          : { why: "there is no release", next: STARTS };
      return [
        { path: ["version"], to: version },
        { path: ["image"], to: image },
        ...ended(canary),
      ];
    case "rollback":
      return isReleased
        ? ended(canary)
        : { why: "there is no release", next: STARTS };
    case "prepare":
    case "off":
    case "mirror":
    case "header":
    case "weight":
      return {
        why: `${engine} takes its steps itself`,
        next: isReleased ? ENDS : STARTS,
      };
  }
}

/** A canary of which nothing is left goes whole: an empty one is none. */
function ended(canary: CanaryRelease): readonly Change[] {
  const fields = ["version", "image"].filter((field) => field in canary);
  return Object.keys(canary).length === fields.length
    ? [{ path: ["canary"], to: undefined }]
    : fields.map((field) => ({ path: ["canary", field], to: undefined }));
}
