import { nearest } from "../problems/nearest";
import type { Problem } from "../problems/problem";
import type { FoundService, FoundWorkload } from "./found";
import type { AdoptSettings } from "./settings";

/** Settings that name what is in none of the manifests: most likely mistyped. */
export function unknownNames(
  { exclude = [], protocols = {} }: AdoptSettings,
  services: readonly FoundService[],
  workloads: readonly FoundWorkload[],
): readonly Problem[] {
  const known = new Set(
    [...workloads, ...services].flatMap(({ namespace, name }) => [
      name,
      `${namespace}/${name}`,
    ]),
  );
  const ports = new Set(
    services.flatMap(({ namespace, name, ports: all }) =>
      all.flatMap((port) =>
        [`${port.number}`, port.name].flatMap((one) => [
          `${name}:${one}`,
          `${namespace}/${name}:${one}`,
        ]),
      ),
    ),
  );
  return [
    ...exclude.flatMap((name) =>
      known.has(name)
        ? []
        : [problem("exclude", name, "a workload or a Service", known)],
    ),
    ...Object.keys(protocols).flatMap((port) =>
      ports.has(port)
        ? []
        : [problem("protocol", port, "a Service's port", ports)],
    ),
  ];
}

function problem(
  setting: string,
  got: string,
  what: string,
  known: ReadonlySet<string>,
): Problem {
  const meant = nearest(got, known);
  return {
    severity: "error",
    where: setting,
    message: `got ${got}, expected ${what} of these manifests`,
    fix: meant === undefined ? "leave it out" : `write ${meant}`,
  };
}
