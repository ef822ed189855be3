import { down, fieldsOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import { specOf } from "../../manifests/metadata";
import { keyOf, withSpec } from "./union";
import type { State } from "./union";

const POLICY = "security.istio.io/PeerAuthentication";

/** The new state, with PERMISSIVE wherever STRICT is new; the same one where it is nowhere. */
export function permissive(before: State, after: State): State {
  const strict = new Set(before.filter(isStrict).map(keyOf));
  const isNew = (one: State[number]) =>
    isStrict(one) && !strict.has(keyOf(one));
  if (!after.some(isNew)) return after;
  return after.map((one) =>
    isNew(one)
      ? withSpec(one, {
          mtls: { ...fieldsOf(specOf(one)["mtls"]), mode: "PERMISSIVE" },
        })
      : one,
  );
}

function isStrict(manifest: State[number]): boolean {
  return (
    groupKindOf(manifest.identity) === POLICY &&
    down(specOf(manifest), "mtls", "mode") === "STRICT"
  );
}
