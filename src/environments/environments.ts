import type { MeshProps } from "../mesh/mesh";
import { describeWhole } from "../mesh/mesh";
import { dnsLabel } from "../mesh/scalars";
import type { Check } from "../mesh/shape";
import { isObject, mapOf, optional, shape, text } from "../mesh/shape";
import { nearest } from "../problems/nearest";
import { Place } from "../problems/place";
import { printProblem } from "../problems/print";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import type { BaseMeshProps } from "./base";
import type { Environment } from "./clusters";
import { sharedClusters } from "./clusters";
import type { EnvironmentProps } from "./environment";
import { environmentCheck, meshIn, serviceOver } from "./environment";
import type * as reading from "./read-releases";
import type { Releases } from "./releases";

export interface EnvironmentsProps {
  /** What all environments have in common. */
  readonly mesh: BaseMeshProps;
  /**
   * What differs in each, by its name, which is also its folder's. A single
   * one has none: it stays directly in dist/.
   */
  readonly environments: Readonly<Record<string, EnvironmentProps>>;
  /**
   * A YAML or JSON file with images, replicas and the canaries' state, by
   * environment and service; it goes before everything else. Relative to where
   * the app runs.
   * @default - none
   */
  readonly data?: string;
  /** What else is made in each; a function. */
  readonly within?: unknown;
}

const mesh: Check = (value, at) => {
  if (!isObject(value))
    at.wrong(value, "a mesh", "give what all environments have in common");
};

const environmentName: Check = (value, at) => {
  if (typeof value === "string" && value in {})
    at.error(
      `got ${value}, which every JavaScript object has by itself, so no environment can be called so`,
      "choose another name",
    );
  else dnsLabel(value, at);
};

const within: Check = (value, at) => {
  if (typeof value !== "function")
    at.wrong(
      value,
      "a function that makes what an environment has besides",
      "write within: ({ scope }) => …",
    );
};

const propsShape = shape<EnvironmentsProps>({
  mesh,
  environments: mapOf(environmentCheck, environmentName),
  data: optional(text),
  within: optional(within),
});

/** Every environment, and everything that is wrong with any of them. */
export function describeEnvironments(
  given: EnvironmentsProps,
): Described<readonly Environment[]> {
  const problems: Problem[] = [];
  const at = new Place(`mesh ${nameOf(given)}`, problems);
  propsShape(given, at);
  if (hasErrors(problems)) return { problems };
  const names = Object.keys(given.environments);
  if (names.length === 0)
    at.at("environments").wrong(
      given.environments,
      "at least one environment",
      "write environments: { production: {} }",
    );
  const services = serviceNames(given.mesh);
  for (const name of names)
    knownServices(
      given.environments[name] ?? {},
      services,
      at.at("environments").at(name).at("services"),
    );
  const read = releasesOf(given.data, {
    environments: new Set(names),
    services,
  });
  problems.push(...read.problems);
  if (hasErrors(problems)) return { problems };
  const described = names.map((name) => {
    const own = given.environments[name] ?? {};
    // What is missing is missing at run time only, and said.
    const props = released(
      meshIn(given.mesh, own),
      read.value?.[name] ?? {},
    ) as MeshProps;
    return { name, props, ...describeWhole(props) };
  });
  // Of an image in the data file it is said already, with its line.
  const heard = new Set(read.problems.map(({ message }) => message));
  problems.push(
    ...said(described).filter(({ message }) => !heard.has(message)),
  );
  const value = described.flatMap(({ name, props, value }) =>
    value
      ? [
          {
            name,
            folder: names.length > 1 ? name : "",
            cluster: given.environments[name]?.cluster ?? "",
            mesh: value,
            props,
          },
        ]
      : [],
  );
  sharedClusters(value, at.at("environments"));
  return hasErrors(problems) ? { problems } : { value, problems };
}

/** The data file's, where there is one; most meshes have none, and no YAML to read. */
function releasesOf(
  file: string | undefined,
  known: Parameters<typeof reading.readReleases>[1],
): Described<Releases> {
  if (file === undefined) return { value: {}, problems: [] };
  const { readReleases } = require("./read-releases") as typeof reading;
  return readReleases(file, known);
}

function nameOf(given: EnvironmentsProps): string {
  const base: unknown = isObject(given) ? given.mesh : undefined;
  const name = isObject(base) ? base["name"] : undefined;
  return typeof name === "string" ? name : "(without a name)";
}

function serviceNames(base: BaseMeshProps): ReadonlySet<string> {
  const services: unknown = base.services;
  if (!Array.isArray(services)) return new Set();
  return new Set(
    services.flatMap((service: unknown) =>
      isObject(service) && typeof service["name"] === "string"
        ? [service["name"]]
        : [],
    ),
  );
}

function knownServices(
  { services = {} }: EnvironmentProps,
  known: ReadonlySet<string>,
  at: Place,
): void {
  for (const name of Object.keys(services)) {
    if (known.has(name)) continue;
    const meant = nearest(name, known);
    at.at(name).error(
      "got a service that the mesh does not have",
      meant === undefined
        ? `write one of ${[...known].join(", ")}`
        : `write ${meant}`,
    );
  }
}

function released(
  base: BaseMeshProps,
  releases: Releases[string],
): BaseMeshProps {
  if (!Array.isArray(base.services)) return base;
  const services = base.services as BaseMeshProps["services"];
  return {
    ...base,
    services: services.map((service) =>
      isObject(service)
        ? serviceOver(service, releases[service.name] ?? {})
        : service,
    ),
  };
}

/** What is said of every environment is said once, all else with its name. */
function said(
  described: readonly {
    readonly name: string;
    readonly problems: readonly Problem[];
  }[],
): readonly Problem[] {
  const counts = new Map<string, number>();
  for (const { problems } of described)
    for (const text of new Set(problems.map(printProblem)))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  return described.flatMap(({ name, problems }, index) =>
    problems.flatMap((problem) => {
      if (counts.get(printProblem(problem)) === described.length)
        return index === 0 ? [problem] : [];
      return [{ ...problem, where: `environment ${name}, ${problem.where}` }];
    }),
  );
}
