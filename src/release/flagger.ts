import { down, fieldsOf, textOf } from "../manifests/fields";
import { groupKindOf } from "../manifests/index-of";
import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf, specOf } from "../manifests/metadata";

/** The Canaries of Flagger, which takes releases in steps. */
export const CANARY = "flagger.app/Canary";

/** A Canary: what it releases, and the Service through which users reach it. */
export interface FlaggerCanary {
  readonly manifest: Manifest;
  readonly namespace: string;
  /** The workload that is released; users have its copy `<name>-primary`. */
  readonly target: { readonly groupKind: string; readonly name: string };
  /** The Service, and the VirtualService, that Flagger makes or takes over. */
  readonly service: string;
}

/** https://docs.flagger.app/usage/how-it-works */
export function canaryOf(manifest: Manifest): FlaggerCanary {
  const spec = specOf(manifest);
  const { apiVersion, kind, name } = fieldsOf(spec["targetRef"]);
  return {
    manifest,
    namespace: namespaceOf(manifest),
    target: {
      groupKind: groupKindOf({
        apiVersion: textOf(apiVersion),
        kind: textOf(kind),
      }),
      name: textOf(name),
    },
    service: textOf(down(spec, "service", "name")) || textOf(name),
  };
}

const known = new WeakMap<Index, ReadonlyMap<string, FlaggerCanary>>();

/** Services that Flagger makes where they are missing: `shop/web-app`, and its Canary. */
export function madeServices(index: Index): ReadonlyMap<string, FlaggerCanary> {
  const made =
    known.get(index) ??
    new Map(
      index.kind(CANARY).flatMap((manifest) => {
        const canary = canaryOf(manifest);
        return ["", "-primary", "-canary"].map(
          (suffix) =>
            [`${canary.namespace}/${canary.service}${suffix}`, canary] as const,
        );
      }),
    );
  known.set(index, made);
  return made;
}
