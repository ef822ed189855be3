import { down, fieldsOf, listOf, textOf } from "../manifests/fields";
import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf, specOf } from "../manifests/metadata";
import type { FoundService } from "./found";
import type { Note } from "./notes";

/**
 * Where requests come from outside the mesh: by Ingresses, whose controller has
 * no sidecar unless somebody gave it one, and by Services that are open to the
 * outside. Weights do not apply there, and STRICT mTLS would cut them off.
 */
export function outsideNotes(
  index: Index,
  services: readonly FoundService[],
): readonly Note[] {
  const byName = new Map(
    services.map((one) => [`${one.namespace}/${one.name}`, one]),
  );
  const canaries = new Map(
    services.flatMap(({ canary, name }) =>
      canary ? [[canary.stable.workload, { canary, name }] as const] : [],
    ),
  );
  const behind = (service: FoundService | undefined): string => {
    const found = service?.workloads
      .map(({ workload }) => canaries.get(workload))
      .find((one) => one !== undefined);
    return found
      ? `; ${found.name}'s weights do not apply to them: they go to ${found.canary.stable.version} and ${found.canary.canary.version} by the number of pods`
      : "";
  };
  const ingresses = index
    .kind("networking.k8s.io/Ingress")
    .flatMap((manifest) =>
      backendsOf(manifest).map((name) => {
        const namespace = namespaceOf(manifest);
        return {
          namespace,
          about: `Ingress ${manifest.identity.name}`,
          text: `its controller calls ${name} from outside the mesh unless it has a sidecar: such requests have no mTLS and no caller${behind(byName.get(`${namespace}/${name}`))}`,
        };
      }),
    );
  const open = services
    .filter(({ manifest }) =>
      ["LoadBalancer", "NodePort"].includes(typeOf(manifest)),
    )
    .map((service) => ({
      namespace: service.namespace,
      about: `Service ${service.name}`,
      text: `a ${typeOf(service.manifest)}, called from outside the mesh: such requests have no mTLS and no caller${behind(service)}`,
    }));
  return [...ingresses, ...open];
}

function typeOf(service: Manifest): string {
  return textOf(specOf(service)["type"]);
}

function backendsOf(ingress: Manifest): readonly string[] {
  const { rules, defaultBackend } = specOf(ingress);
  const backends = [
    defaultBackend,
    ...listOf(rules).flatMap((rule) =>
      listOf(down(rule, "http", "paths")).map(
        (path) => fieldsOf(path)["backend"],
      ),
    ),
  ];
  const found = backends.map((backend) =>
    textOf(down(backend, "service", "name")),
  );
  return [...new Set(found)].filter((name) => name !== "").sort();
}
