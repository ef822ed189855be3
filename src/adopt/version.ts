import { textOf } from "../manifests/fields";
import { containersOf, type Workload } from "../manifests/workloads";

/** A version, and from what it is told. */
export interface FoundVersion {
  readonly version: string;
  readonly because: string;
}

const SUFFIX =
  /-(v\d+(?:[.-]\d+)*|canary|stable|preview|blue|green|baseline|primary)$/;

/** What stands behind a workload's name and says which of several it is: `v2`, `canary`. */
export function versionSuffix(name: string): string | undefined {
  return SUFFIX.exec(name)?.[1];
}

/** A workload's name without its version. */
export function baseName(name: string): string {
  return name.replace(SUFFIX, "");
}

/**
 * The `version` label of a workload's pods. An image's tag is none: the label
 * would be out of date with the next release, or restart what need not restart.
 */
export function versionOf(
  workload: Workload,
  said: string | undefined,
): FoundVersion {
  const { labels, manifest } = workload;
  const { version } = labels;
  if (version !== undefined) return { version, because: "the pods' label" };
  if (said !== undefined)
    return { version: said, because: "annotation sidelight.dev/version" };
  const suffix = versionSuffix(manifest.identity.name);
  if (suffix !== undefined)
    return { version: suffix, because: `the name ${manifest.identity.name}` };
  const common = labels["app.kubernetes.io/version"];
  if (common !== undefined && common !== "")
    return { version: common, because: "the label app.kubernetes.io/version" };
  return { version: "v1", because: "nothing says another version" };
}

/** The image of a workload's first container. */
export function imageOf(workload: Workload): string {
  return textOf(containersOf(workload, "containers")[0]?.["image"]);
}
