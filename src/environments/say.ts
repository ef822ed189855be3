import type { Phase } from "../mesh/phase";
import type { CanaryRelease, ServiceRelease } from "./releases";
import type { Change } from "./steps";

/** Each change as a person reads it: `canary.weight 10 → 25`. */
export function shown(
  release: ServiceRelease,
  changes: readonly Change[],
): string {
  const said = changes.flatMap(({ path, to }) => {
    const name = path.join(".");
    const was = fieldOf(release, path);
    if (typeof was === "object")
      return Object.entries(was).map(
        ([field, value]) => `${name}.${field} ${value} taken away`,
      );
    if (was === to) return [];
    if (to === undefined) return [`${name} ${was} taken away`];
    return [was === undefined ? `${name} ${to}` : `${name} ${was} → ${to}`];
  });
  return said.join(", ");
}

/** The version whose Deployment is in dist/ no longer. */
function goneFrom({
  version = "v1",
  canary = {},
}: ServiceRelease): string | undefined {
  if (canary.phase === "promoted") return version;
  return canary.phase === "prepared" ? undefined : canary.version;
}

function fieldOf(
  release: ServiceRelease,
  path: readonly string[],
): string | number | CanaryRelease | undefined {
  const [field = "", inner] = path;
  return inner === undefined
    ? release[field as keyof ServiceRelease]
    : release.canary?.[inner as keyof CanaryRelease];
}

/** A release with changes made. */
export function afterwards(
  release: ServiceRelease,
  changes: readonly Change[],
): ServiceRelease {
  return changes.reduce<ServiceRelease>(
    (all, { path: [field = "", inner], to }) =>
      inner === undefined
        ? { ...all, [field]: to }
        : { ...all, canary: { ...all.canary, [inner]: to } },
    release,
  );
}

/** What users get once it is applied, and what may come next. */
export function outcomeOf(
  service: string,
  release: ServiceRelease,
  changes: readonly Change[],
): string {
  const now = afterwards(release, changes);
  const { version: stable = "v1", canary = {} } = now;
  const {
    version = "the canary",
    phase = "weight",
    weight = 0,
    mirror,
  } = canary;
  const says: Readonly<Record<Phase, readonly [users: string, next: string]>> =
    {
      prepared: [`as before: all pods of ${service} get requests`, "--off"],
      off: [
        `all requests go to ${stable}, which is alone`,
        "--start --image IMAGE",
      ],
      deployed: [
        `all requests go to ${stable}; ${version} starts beside it`,
        "--weight 10, or --header, or --mirror 10, once its pods are ready",
      ],
      mirror: [
        `all requests go to ${stable}, and a copy of ${mirror} % to ${version}`,
        "--weight 10, or --rollback",
      ],
      header: [
        `the requests that its match picks go to ${version}, all others to ${stable}`,
        "--weight 10, or --rollback",
      ],
      weight: [
        `${weight} % of the requests go to ${version}, ${100 - weight} % to ${stable}`,
        weight === 100
          ? "--promote, or --rollback"
          : "a greater --weight, or --rollback",
      ],
      promoted: [
        `all requests go to ${version}; ${stable} stays until the next step`,
        "--off, or --rollback",
      ],
      "rolled-back": [
        `all requests go to ${stable}; ${version} stays to be looked at`,
        "--off",
      ],
    };
  const [users, next] = says[phase];
  const gone = phase === "off" ? goneFrom(release) : undefined;
  return [
    `Once applied: ${users}.`,
    ...(gone === undefined
      ? []
      : [
          `Where nothing prunes, apply it and then: kubectl delete deploy ${service}-${gone}`,
        ]),
    `After that: ${next}`,
  ].join("\n");
}
