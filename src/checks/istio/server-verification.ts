import { fieldsOf, isSet, listOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { DESTINATION_RULE } from "./kinds";

/** A place where TLS is spoken to a server that nobody verifies. */
export interface Unverified {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly mode: string;
  readonly host: string;
}

export function unverifiedServers(
  index: Index,
  level: "destination" | "port",
): readonly Unverified[] {
  return index.kind(DESTINATION_RULE).flatMap((manifest) => {
    const spec = specOf(manifest);
    const policy = fieldsOf(spec["trafficPolicy"]);
    const isBound = isSet(spec["workloadSelector"]);
    const base = ["spec", "trafficPolicy"];
    const places: readonly (readonly [unknown, Path])[] =
      level === "destination"
        ? [[policy["tls"], [...base, "tls"]]]
        : listOf(policy["portLevelSettings"]).map((port, i) => [
            fieldsOf(port)["tls"],
            [...base, "portLevelSettings", i, "tls"],
          ]);
    return places.flatMap(([value, path]) => {
      const tls = fieldsOf(value);
      const mode = textOf(tls["mode"]);
      const isVerified =
        textOf(tls["caCertificates"]) !== "" ||
        (textOf(tls["credentialName"]) !== "" && isBound);
      if ((mode !== "SIMPLE" && mode !== "MUTUAL") || isVerified) return [];
      return [{ manifest, path, mode, host: textOf(spec["host"]) }];
    });
  });
}

export function saidOf({ mode, host }: Unverified): string {
  return `got TLS mode ${mode} to ${JSON.stringify(host)} without caCertificates, expected the CA that signs the server's certificate`;
}
