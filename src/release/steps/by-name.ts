import { fieldsOf, listOf, numberOf, textOf } from "../../manifests/fields";
import { groupKindOf, indexOf } from "../../manifests/index-of";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { containersOf } from "../../manifests/workloads";
import { podsBehind } from "./pods";
import { keyOf, withSpec } from "./union";
import type { State } from "./union";

/**
 * The way to another target port where old and new pods have one name for it: a
 * Service that leads to the name leads to each pod's own port. First the Service
 * leads to the name, then the pods are new. Nothing where no port has such a name.
 */
export function byName(
  before: State,
  after: State,
): readonly [State, State] | undefined {
  const [was, is] = [indexOf(before), indexOf(after)];
  const names = new Map<string, ReadonlyMap<number, string>>();
  for (const now of is.kind("/Service")) {
    const { namespace = "", name } = now.identity;
    const old = was.find("/Service", namespace, name);
    const found = old && namesOf([was, old], [is, now]);
    if (found && found.size > 0) names.set(keyOf(now), found);
  }
  if (names.size === 0) return undefined;
  const named = (state: State) =>
    state.map((one) => {
      const own = names.get(keyOf(one));
      return own ? leadingTo(one, own) : one;
    });
  return [named(before), named(after)];
}

type Side = readonly [index: Index, service: Manifest];

/** The ports that lead elsewhere, and the name that all pods of both sides have for where they lead. */
function namesOf(before: Side, after: Side): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const olds = targetsOf(before[1]);
  for (const [port, target] of targetsOf(after[1])) {
    const old = olds.get(port);
    if (old === undefined || old === target) continue;
    const names = [nameOf(before, old), nameOf(after, target)];
    const [name] = names;
    if (name !== undefined && names[1] === name) found.set(port, name);
  }
  return found;
}

/** The numbers to which the ports of a Service lead; names need no other. */
function targetsOf(service: Manifest): ReadonlyMap<number, number> {
  return new Map(
    listOf(specOf(service)["ports"]).flatMap((entry) => {
      const { port, targetPort = port } = fieldsOf(entry);
      const [own, target] = [numberOf(port), numberOf(targetPort)];
      return own === undefined || target === undefined
        ? []
        : [[own, target] as const];
    }),
  );
}

/** What all pods behind a Service call a port. */
function nameOf([index, service]: Side, target: number): string | undefined {
  const names = podsBehind(index, service, {}).map((pod) =>
    containersOf(pod, "containers", "initContainers")
      .flatMap(({ ports }) => listOf(ports).map(fieldsOf))
      .filter(({ containerPort }) => numberOf(containerPort) === target)
      .map(({ name }) => textOf(name))
      .find((name) => name !== ""),
  );
  return names.every((name) => name === names[0]) ? names[0] : undefined;
}

function leadingTo(
  service: Manifest,
  names: ReadonlyMap<number, string>,
): Manifest {
  if (groupKindOf(service.identity) !== "/Service") return service;
  const ports = listOf(specOf(service)["ports"]).map((entry) => {
    const name = names.get(numberOf(fieldsOf(entry)["port"]) ?? 0);
    return name === undefined
      ? entry
      : { ...fieldsOf(entry), targetPort: name };
  });
  return withSpec(service, { ports });
}
