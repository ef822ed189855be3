import {
  down,
  fieldsOf,
  labelsOf,
  listOf,
  textOf,
  textsOf,
} from "../manifests/fields";
import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { containersOf, type Workload } from "../manifests/workloads";

/** A text that a workload is started with, and where it stands: `env CART_ADDR`. */
export interface GivenText {
  readonly where: string;
  readonly text: string;
  /** The variable's name, for those of the environment. */
  readonly variable?: string;
}

/**
 * What a workload is told from outside: environment, arguments, and the
 * ConfigMaps that it reads or mounts. Secrets are not looked into.
 */
export function textsOfWorkload(
  index: Index,
  workload: Workload,
): readonly GivenText[] {
  const configMap = (name: unknown): Manifest | undefined =>
    index.find("/ConfigMap", workload.namespace, textOf(name));
  const ofContainers = containersOf(
    workload,
    "containers",
    "initContainers",
  ).flatMap((container): readonly GivenText[] => {
    const given = [
      ...listOf(container["envFrom"]).flatMap((entry) =>
        fromConfigMap(configMap(down(entry, "configMapRef", "name")), entry),
      ),
      ...listOf(container["env"]).map((entry) => variable(entry, configMap)),
    ];
    const args = [
      ...textsOf(container["command"]),
      ...textsOf(container["args"]),
    ];
    return [
      ...expanded(given),
      ...args.map((text) => ({ where: "its arguments", text })),
    ];
  });
  const mounted = listOf(workload.spec["volumes"]).flatMap((volume) => [
    down(volume, "configMap", "name"),
    ...listOf(down(volume, "projected", "sources")).map((source) =>
      down(source, "configMap", "name"),
    ),
  ]);
  const ofFiles = mounted.flatMap((name) =>
    Object.entries(dataOf(configMap(name))).map(([key, text]) => ({
      where: `${key} in ConfigMap ${textOf(name)}`,
      text,
    })),
  );
  return [...ofContainers, ...ofFiles];
}

function variable(
  entry: unknown,
  configMap: (name: unknown) => Manifest | undefined,
): GivenText {
  const { name, value, valueFrom } = fieldsOf(entry);
  const { name: from, key } = fieldsOf(down(valueFrom, "configMapKeyRef"));
  const text = textOf(value) || (dataOf(configMap(from))[textOf(key)] ?? "");
  return {
    variable: textOf(name),
    where: `env ${textOf(name)}${from === undefined ? "" : `, from ConfigMap ${textOf(from)}`}`,
    text: text.trim(),
  };
}

function fromConfigMap(
  manifest: Manifest | undefined,
  entry: unknown,
): readonly GivenText[] {
  const prefix = textOf(fieldsOf(entry)["prefix"]);
  return Object.entries(dataOf(manifest)).map(([key, text]) => ({
    variable: `${prefix}${key}`,
    where: `env ${prefix}${key}, from ConfigMap ${manifest?.identity.name ?? ""}`,
    text: text.trim(),
  }));
}

function dataOf(
  manifest: Manifest | undefined,
): Readonly<Record<string, string>> {
  return labelsOf(manifest?.object["data"]);
}

/** `http://$(CART_HOST):$(CART_PORT)`, as Kubernetes expands it. */
function expanded(given: readonly GivenText[]): readonly GivenText[] {
  const values = new Map(given.map(({ variable, text }) => [variable, text]));
  return given.map((one) => ({
    ...one,
    text: one.text.replace(
      /\$\(([\w.-]+)\)/g,
      (whole, name: string) => values.get(name) ?? whole,
    ),
  }));
}
