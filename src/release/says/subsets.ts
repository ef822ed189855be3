import { fieldsOf, labelsOf, listOf, textOf } from "../../manifests/fields";
import { serviceOfHost } from "../../manifests/hosts";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { selectorText } from "../../manifests/selector";
import { differences } from "../differences";
import { subjectOf } from "../pairs";
import type { Changes, Said } from "../said";
import { sayOf } from "../said";
import { few, instead, short } from "../words";

/** The versions that routes may name, and how connections to a service are made. */
export function subsets({ kind }: Changes): readonly Said[] {
  return kind("networking.istio.io/DestinationRule").flatMap((pair) => {
    const manifest = subjectOf(pair);
    const [was, is] = [pair.before, pair.after].map(read);
    const names = [...new Set([...(is?.keys() ?? []), ...(was?.keys() ?? [])])];
    const host = textOf(specOf(manifest)["host"]);
    const service = serviceOfHost(host, namespaceOf(manifest)).replace(
      /^[^/]*\//,
      "",
    );
    return [
      ...sayOf(
        "traffic",
        manifest,
        [
          ...names.flatMap((name) =>
            instead(
              `subset ${name}`,
              was?.get(name) ?? "",
              is?.get(name) ?? "",
            ),
          ),
          ...policies(pair.before, pair.after),
        ],
        service,
      ),
    ];
  });
}

function read(manifest: Manifest | undefined): ReadonlyMap<string, string> {
  return new Map(
    listOf(manifest && specOf(manifest)["subsets"]).map((entry) => {
      const { name, labels } = fieldsOf(entry);
      return [
        textOf(name),
        `(${selectorText(labelsOf(labels)) || "all pods"})`,
      ];
    }),
  );
}

function policies(
  before: Manifest | undefined,
  after: Manifest | undefined,
): readonly string[] {
  const found = differences(policyOf(before), policyOf(after)).filter(
    ({ path }) => !path.startsWith("tls"),
  );
  const texts = found.flatMap(({ path, before: was, after: is }) =>
    instead(
      path.replaceAll(".", " "),
      was === undefined ? "" : short(was),
      is === undefined ? "" : short(is),
    ),
  );
  return texts.length > 0 ? [few(texts)] : [];
}

function policyOf(manifest: Manifest | undefined) {
  return fieldsOf(manifest && specOf(manifest)["trafficPolicy"]);
}
