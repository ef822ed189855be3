import { isSet } from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import type { SecuredContainer, SecuredPod } from "./pod";

/** What a control of the standards does not allow. */
export interface Fault {
  /** As a message names it: `privileged: true`. */
  readonly what: string;
  readonly path: Path;
  /** The container's name; absent where it is the pod's. */
  readonly container?: string;
}

/** One control of the standards, in the version of Kubernetes 1.`minor`. */
export type Control = (pod: SecuredPod, minor: number) => readonly Fault[];

/** The newest standard, which holds where no version is asked for. */
export const LATEST = Infinity;

/** Faults of each container: what is wrong with it, and where below it. */
export function inContainers(
  { containers }: SecuredPod,
  judge: (
    container: SecuredContainer,
  ) => readonly { readonly what: string; readonly at: Path }[],
): readonly Fault[] {
  return containers.flatMap((container) =>
    judge(container).map(({ what, at }) => ({
      what,
      path: [...container.path, ...at],
      container: container.name,
    })),
  );
}

/** Faults of a field of security contexts, wherever it is written. */
export function inContexts(
  pod: SecuredPod,
  field: string,
  judge: (value: unknown) => readonly string[],
): readonly Fault[] {
  const at = ["securityContext", field];
  const own = isSet(pod.security[field]) ? judge(pod.security[field]) : [];
  return [
    ...own.map((what) => ({ what, path: [...pod.specPath, ...at] })),
    ...inContainers(pod, ({ security }) =>
      isSet(security[field])
        ? judge(security[field]).map((what) => ({ what, at }))
        : [],
    ),
  ];
}

/**
 * `hostPID: true on the pod and privileged: true on the containers "a" and "b"`:
 * each thing once, with all who have it.
 */
export function faultsText(faults: readonly Fault[]): string {
  const holders = new Map<string, Set<string | undefined>>();
  for (const { what, container } of faults)
    holders.set(what, (holders.get(what) ?? new Set()).add(container));
  const groups = new Map<string, string[]>();
  for (const [what, names] of holders) {
    const who = whoText([...names]);
    groups.set(who, [...(groups.get(who) ?? []), what]);
  }
  return listText([...groups].map(([who, whats]) => listText(whats) + who));
}

function whoText(names: readonly (string | undefined)[]): string {
  const containers = names.filter((name) => name !== undefined);
  const pod = containers.length < names.length ? ["the pod"] : [];
  const some =
    containers.length === 0
      ? []
      : [
          `the container${containers.length === 1 ? "" : "s"} ${listText(containers.map((name) => JSON.stringify(name)))}`,
        ];
  return ` on ${[...pod, ...some].join(" and ")}`;
}

/** `a, b and c` */
export function listText(words: readonly string[]): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
