import { fieldsOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf } from "../../manifests/metadata";
import { CANARY, canaryOf } from "../flagger";
import { isRoute, keyOf } from "./union";
import type { State } from "./union";

/** What leaves the files because Flagger makes it: Services and routes by a Canary's names. */
export function leftToFlagger(
  before: State,
  after: State,
): ReadonlySet<Manifest> {
  const names = new Set(
    after
      .filter(({ identity }) => groupKindOf(identity) === CANARY)
      .map(canaryOf)
      .map(({ namespace, service }) => `${namespace}/${service}`),
  );
  if (names.size === 0) return new Set();
  const stay = new Set(after.map(keyOf));
  return new Set(
    before.filter(
      (manifest) =>
        names.has(`${namespaceOf(manifest)}/${manifest.identity.name}`) &&
        (isRoute(manifest) || groupKindOf(manifest.identity) === "/Service") &&
        !stay.has(keyOf(manifest)),
    ),
  );
}

/** An object that Flux leaves alone when it is in the files no more. */
export function kept(manifest: Manifest): Manifest {
  const metadata = fieldsOf(manifest.object["metadata"]);
  const annotations = {
    ...fieldsOf(metadata["annotations"]),
    "kustomize.toolkit.fluxcd.io/prune": "disabled",
  };
  const object = {
    ...manifest.object,
    metadata: { ...metadata, annotations },
  };
  return { ...manifest, object };
}
