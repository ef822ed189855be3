import {
  down,
  fieldsOf,
  labelsOf,
  listOf,
  textOf,
} from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { selectorText } from "../../manifests/selector";
import { differences } from "../differences";
import { subjectOf } from "../pairs";
import type { Pair } from "../pairs";
import type { Changes, Said } from "../said";
import { sayOf } from "../said";
import { few, instead } from "../words";

/** Who may call whom, and whether it is encrypted. */
export function security({ kind }: Changes): readonly Said[] {
  return [
    ...kind("security.istio.io/PeerAuthentication").flatMap((pair) =>
      sayOf("security", subjectOf(pair), mtls(pair)),
    ),
    ...kind("networking.istio.io/DestinationRule").flatMap((pair) =>
      sayOf(
        "security",
        subjectOf(pair),
        instead("TLS of its clients", tlsOf(pair.before), tlsOf(pair.after)),
      ),
    ),
    ...POLICIES.flatMap(kind).flatMap((pair) =>
      sayOf("security", subjectOf(pair), policy(pair)),
    ),
  ];
}

const POLICIES = [
  "security.istio.io/AuthorizationPolicy",
  "security.istio.io/RequestAuthentication",
  "networking.k8s.io/NetworkPolicy",
];

function mtls({ before, after }: Pair): readonly string[] {
  const modes = [before, after].map(modesOf);
  const scopes = [...new Set(modes.flatMap((one) => [...one.keys()]))];
  return scopes.flatMap((scope) =>
    instead(
      `mTLS${scope}`,
      modes[0]?.get(scope) ?? "",
      modes[1]?.get(scope) ?? "",
    ),
  );
}

function modesOf(manifest: Manifest | undefined): ReadonlyMap<string, string> {
  const modes = new Map<string, string>();
  if (!manifest) return modes;
  const spec = specOf(manifest);
  const pods = podsText(manifest);
  const mode = (value: unknown) =>
    textOf(fieldsOf(value)["mode"]) || "inherited";
  modes.set(pods, mode(spec["mtls"]));
  for (const [port, value] of Object.entries(fieldsOf(spec["portLevelMtls"])))
    modes.set(`${pods} on port ${port}`, mode(value));
  return modes;
}

function podsText(manifest: Manifest): string {
  const labels = labelsOf(down(specOf(manifest), "selector", "matchLabels"));
  return Object.keys(labels).length === 0
    ? ""
    : ` of pods ${selectorText(labels)}`;
}

function tlsOf(manifest: Manifest | undefined): string {
  return manifest
    ? textOf(down(specOf(manifest), "trafficPolicy", "tls", "mode"))
    : "";
}

function policy({ change, before, after }: Pair): readonly string[] {
  const text = (manifest: Manifest) => {
    const spec = specOf(manifest);
    const { kind } = manifest.identity;
    const action =
      kind === "AuthorizationPolicy"
        ? `${textOf(spec["action"]) || "ALLOW"} by ${count(listOf(spec["rules"]).length)}${podsText(manifest) || " for all pods"}`
        : podsText(manifest) || "for all pods";
    return `${kind}, ${action.trim()}`;
  };
  if (change === "added") return [`new ${text(after)}`];
  if (change === "removed") return [`gone: ${text(before)}`];
  const paths = differences(specOf(before), specOf(after)).map(
    ({ path }) => path,
  );
  return paths.length > 0 ? [`${text(after)}: differs in ${few(paths)}`] : [];
}

function count(rules: number): string {
  return rules === 1 ? "1 rule" : `${rules} rules`;
}
