import { chunksOf } from "../manifests/documents";
import type { Source } from "../manifests/manifest";
import { readText } from "../manifests/text";
import type { EngineName } from "../mesh/engine/engines";

/** How an engine is known by what is applied for it, and asked how far it is. */
interface InCluster {
  readonly group: string;
  readonly kind: string;
  readonly asks: string;
  /** What it says of a release that all users have, and of one that it took back. */
  readonly promoted: string;
  readonly failed: string;
}

const IN_CLUSTER: Readonly<Record<EngineName, InCluster>> = {
  flagger: {
    group: "flagger.app",
    kind: "Canary",
    asks: "kubectl get canary",
    promoted: "Succeeded",
    failed: "Failed",
  },
  "argo-rollouts": {
    group: "argoproj.io",
    kind: "Rollout",
    asks: "kubectl argo rollouts status --watch=false",
    promoted: "Healthy",
    failed: "Degraded",
  },
};

/** A service's releases in an engine's hands. */
export interface Engaged extends Pick<InCluster, "promoted" | "failed"> {
  readonly engine: EngineName;
  /** The command that says how far a release is. */
  readonly asks: string;
}

/**
 * The engine that takes a service's steps, by what stands in dist: the data file
 * does not say it, and what was never synthesized was never applied.
 */
export function engagedIn(
  files: readonly Source[],
  service: string,
): Engaged | undefined {
  const texts = files.map(({ text }) => text);
  for (const { group, kind, asks, promoted, failed, engine } of engines())
    for (const { identity } of objectsNamed(texts, kind, service))
      if (identity.apiVersion.startsWith(`${group}/`)) {
        const { namespace } = identity;
        const within = namespace === undefined ? "" : ` -n ${namespace}`;
        return {
          engine,
          asks: `${asks}${within} ${service}`,
          promoted,
          failed,
        };
      }
  return undefined;
}

function engines() {
  return (Object.entries(IN_CLUSTER) as [EngineName, InCluster][]).map(
    ([engine, known]) => ({ engine, ...known }),
  );
}

/** Of a file only the objects that may be meant are read: rules are most of it. */
function objectsNamed(texts: readonly string[], kind: string, name: string) {
  const ofKind = new RegExp(`^kind: ${kind}$`, "m");
  return texts
    .filter((text) => ofKind.test(text))
    .flatMap((text) => chunksOf(text))
    .filter(({ text }) => ofKind.test(text))
    .flatMap(({ text }) => readText({ file: name, text }).manifests)
    .filter(({ identity }) => identity.kind === kind && identity.name === name);
}
