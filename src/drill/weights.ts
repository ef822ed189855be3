import type { Manifest } from "./manifests";
import { listAt, textAt } from "./raw";

export interface Weight {
  readonly version: string;
  readonly weight: number;
}

/**
 * How a VirtualService shares a service's requests: the weights of the route
 * that has no match, by the versions behind its subsets.
 */
export function weights(
  service: string,
  manifests: readonly Manifest[],
): readonly Weight[] {
  const route = manifests
    .filter(({ kind }) => kind === "VirtualService")
    .filter(({ object }) =>
      listAt(object, "spec", "hosts").some(
        (host) => firstLabel(`${host}`) === service,
      ),
    )
    .flatMap(({ object }) => listAt(object, "spec", "http"))
    .find((entry) => listAt(entry, "match").length === 0);
  const destinations = listAt(route, "route");
  return destinations.flatMap((destination) => {
    const subset = textAt(destination, "destination", "subset");
    if (subset === undefined) return [];
    return [
      {
        version: versionOf(service, subset, manifests),
        weight: Number(
          textAt(destination, "weight") ??
            (destinations.length === 1 ? 100 : 0),
        ),
      },
    ];
  });
}

/** The version label of a subset, which need not have its name. */
function versionOf(
  service: string,
  subset: string,
  manifests: readonly Manifest[],
): string {
  const rule = manifests.find(
    ({ kind, object }) =>
      kind === "DestinationRule" &&
      firstLabel(textAt(object, "spec", "host") ?? "") === service,
  );
  const found = listAt(rule?.object, "spec", "subsets").find(
    (entry) => textAt(entry, "name") === subset,
  );
  return textAt(found, "labels", "version") ?? subset;
}

function firstLabel(host: string): string {
  return host.split(".")[0] ?? host;
}
