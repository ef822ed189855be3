import { namespaceLabels } from "../../../manifests/in-mesh";
import type { Index } from "../../../manifests/index-of";
import type { FindingSeverity } from "../../finding";
import { LATEST, type Control, type Fault } from "./fault";
import type { SecuredPod } from "./pod";

export type Level = "baseline" | "restricted";

export const LABEL = "pod-security.kubernetes.io/";
export const MODES = ["enforce", "warn", "audit"] as const;

/** What a namespace's labels ask of its pods. */
export interface Demand {
  readonly mode: (typeof MODES)[number];
  readonly level: Level;
  readonly minor: number;
}

/** What a namespace's labels say, read once. */
interface Policy {
  /** In the order in which they weigh. */
  readonly demands: readonly Demand[];
  /** Whether somebody has written that its pods may do anything. */
  readonly isPrivileged: boolean;
}

const known = new WeakMap<Index, Map<string, Policy>>();

function policyOf(index: Index, namespace: string): Policy {
  const policies = known.get(index) ?? new Map<string, Policy>();
  known.set(index, policies);
  const policy = policies.get(namespace) ?? readPolicy(index, namespace);
  policies.set(namespace, policy);
  return policy;
}

function readPolicy(index: Index, namespace: string): Policy {
  const labels = namespaceLabels(index, namespace) ?? {};
  return {
    demands: MODES.flatMap((mode) => {
      const level = labels[LABEL + mode];
      if (level !== "baseline" && level !== "restricted") return [];
      const minor = minorOf(labels[`${LABEL}${mode}-version`]);
      return [{ mode, level, minor }];
    }),
    isPrivileged: labels[`${LABEL}enforce`] === "privileged",
  };
}

/** What a namespace refuses pods by, where it does. */
export function enforcedBy(
  index: Index,
  namespace: string,
): Demand | undefined {
  return policyOf(index, namespace).demands.find(
    ({ mode }) => mode === "enforce",
  );
}

/** A version that cannot be read is taken for the newest, as the API server does. */
function minorOf(version: string | undefined): number {
  const [, minor] = /^v1\.(\d+)$/.exec(version ?? "") ?? [];
  return minor === undefined ? LATEST : Number(minor);
}

export interface Verdict {
  readonly faults: readonly Fault[];
  /** The version of the standard that was held up to the pod. */
  readonly minor: number;
  readonly severity: FindingSeverity;
  /** What the namespace makes of it: a half-sentence, or nothing. */
  readonly because: string;
}

/**
 * What a control says of a pod, and how much that weighs: an error where the
 * namespace refuses the pod, a warning where it says that it wants to know.
 * Where it asks for nothing, the newest standard is held up to the pod.
 */
export function verdictOn(
  index: Index,
  pod: SecuredPod,
  level: Level,
  control: Control,
): Verdict | undefined {
  const { namespace } = pod.workload;
  const { demands, isPrivileged } = policyOf(index, namespace);
  for (const { mode, level: asked, minor } of demands) {
    if (asked === "baseline" && level === "restricted") continue;
    const faults = control(pod, minor);
    if (faults.length === 0) continue;
    return {
      faults,
      minor,
      severity: mode === "enforce" ? "error" : "warning",
      because: CONSEQUENCES[mode](namespace, asked),
    };
  }
  const faults = control(pod, LATEST);
  if (faults.length === 0) return undefined;
  if (isPrivileged && level === "restricted") return undefined;
  return {
    faults,
    minor: LATEST,
    severity: isPrivileged || level === "restricted" ? "info" : "warning",
    because: "",
  };
}

const CONSEQUENCES: Readonly<
  Record<Demand["mode"], (namespace: string, level: Level) => string>
> = {
  enforce: (namespace, level) =>
    `; the namespace ${namespace} enforces ${level} and refuses the pods`,
  warn: (namespace, level) => `; the namespace ${namespace} warns by ${level}`,
  audit: (namespace, level) =>
    `; the namespace ${namespace} audits by ${level}`,
};
