import { backendRefsOf, GATEWAY_ROUTES } from "../../manifests/backend-refs";
import { down, fieldsOf, listOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { namespaceOf } from "../../manifests/metadata";

/** A Service that an Ingress or a route sends traffic to. */
export interface Backend {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly service: string;
  /** The way to the Service's name. */
  readonly path: Path;
  /** Its name or number; undefined where it is left out. */
  readonly port: string | number | undefined;
  readonly portPath: Path;
}

const read = new WeakMap<Index, readonly Backend[]>();

export function backendsOf(index: Index): readonly Backend[] {
  const known =
    read.get(index) ??
    [
      ...index.kind("networking.k8s.io/Ingress").flatMap(ofIngress),
      ...GATEWAY_ROUTES.flatMap((kind) => index.kind(kind).flatMap(ofRoute)),
    ].filter(({ service }) => service !== "");
  read.set(index, known);
  return known;
}

function ofIngress(manifest: Manifest): readonly Backend[] {
  const spec = down(manifest.object, "spec");
  return [
    ofService(manifest, ["spec", "defaultBackend"]),
    ...listOf(down(spec, "rules")).flatMap((rule, r) =>
      listOf(down(rule, "http", "paths")).map((_, p) =>
        ofService(manifest, [
          ...["spec", "rules", r, "http", "paths", p],
          "backend",
        ]),
      ),
    ),
  ];
}

function ofService(manifest: Manifest, at: Path): Backend {
  const service = fieldsOf(down(manifest.object, ...at, "service"));
  const { name, number } = fieldsOf(service["port"]);
  const isNamed = textOf(name) !== "";
  return {
    manifest,
    namespace: namespaceOf(manifest),
    service: textOf(service["name"]),
    path: [...at, "service", "name"],
    port: isNamed
      ? textOf(name)
      : typeof number === "number"
        ? number
        : undefined,
    portPath: [...at, "service", "port", isNamed ? "name" : "number"],
  };
}

function ofRoute(manifest: Manifest): readonly Backend[] {
  return backendRefsOf(manifest)
    .filter(({ isService }) => isService)
    .map(({ path, namespace, name, port }) => ({
      manifest,
      namespace,
      service: name,
      path: [...path, "name"],
      port,
      portPath: [...path, "port"],
    }));
}
