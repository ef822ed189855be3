import {
  down,
  fieldsOf,
  isSet,
  listOf,
  numberOf,
  textOf,
} from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import type { Report } from "../finding";
import { ENVOY_FILTER } from "./kinds";

export type PatchFault =
  "add" | "remove" | "replace" | "relative" | "relative-by-version";

interface Patch {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly operation: string;
  readonly applyTo: string;
  readonly fault: PatchFault;
}

const ROUTES = ["ROUTE_CONFIGURATION", "HTTP_ROUTE"];
const REPLACEABLE = ["NETWORK_FILTER", "HTTP_FILTER", "VIRTUAL_HOST"];

/** Says each patch that has a fault. */
export function reportPatches(
  index: Index,
  report: Report,
  fault: PatchFault,
  words: (patch: Patch) => string,
  fix: string,
): void {
  for (const patch of faultyPatches(index))
    if (patch.fault === fault)
      report(patch.manifest, patch.path, words(patch), fix);
}

/**
 * The patches that Envoy ignores, or whose place depends on other patches. Names
 * of filters that a patch for some proxy version touched are kept on the way.
 */
function faultyPatches(index: Index): readonly Patch[] {
  const byVersion = new Set<string>();
  const found: Patch[] = [];
  for (const manifest of index.kind(ENVOY_FILTER)) {
    const spec = specOf(manifest);
    const hasPriority = (numberOf(spec["priority"]) ?? 0) !== 0;
    for (const [i, entry] of listOf(spec["configPatches"]).entries()) {
      const { applyTo, patch, match } = fieldsOf(entry);
      if (!isSet(patch)) break;
      const { operation, value } = fieldsOf(patch);
      const name = nameOf(value, match);
      const fault = faultOf(textOf(operation), textOf(applyTo));
      const path = ["spec", "configPatches", i, "patch", "operation"];
      const at = { manifest, path, operation: textOf(operation) };
      if (fault && !(fault === "relative" && hasPriority))
        found.push({
          ...at,
          applyTo: textOf(applyTo),
          fault:
            fault === "relative" && byVersion.has(name)
              ? "relative-by-version"
              : fault,
        });
      if (textOf(down(match, "proxy", "proxyVersion")) !== "")
        byVersion.add(name);
    }
  }
  return found;
}

function faultOf(operation: string, applyTo: string): PatchFault | undefined {
  const isRoute = ROUTES.includes(applyTo);
  switch (operation) {
    case "ADD":
      return isRoute ? "add" : undefined;
    case "REMOVE":
      return isRoute ? "remove" : "relative";
    case "REPLACE":
      return REPLACEABLE.includes(applyTo) ? "relative" : "replace";
    case "INSERT_BEFORE":
    case "INSERT_AFTER":
      return "relative";
    default:
      return undefined;
  }
}

function nameOf(value: unknown, match: unknown): string {
  if (!isSet(value)) return "";
  const own = fieldsOf(value)["name"];
  return isSet(own)
    ? JSON.stringify(own)
    : textOf(down(match, "listener", "filterChain", "filter", "name"));
}
