import { filesAt } from "../manifests/files";
import type { Path } from "../manifests/manifest";
import { readValue } from "../manifests/value";
import { isObject } from "../mesh/shape";
import { nearest } from "../problems/nearest";
import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import type { Releases } from "./releases";
import { environmentReleaseCheck } from "./releases";

/** Who may be named in a data file. */
export interface Known {
  readonly environments: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
}

/** For editors, beside the environments. */
const SCHEMA = "$schema";

/**
 * The releases of a data file, YAML or JSON, and everything that is wrong with
 * them, by line. Nothing comes out of a file with an error.
 */
export function readReleases(file: string, known?: Known): Described<Releases> {
  const problems: Problem[] = [];
  const [source] = filesAt(file);
  if (!source || "check" in source) {
    problems.push({
      severity: "error",
      where: file,
      message: source?.message ?? "got nothing, expected a file",
      fix: "write it, or name the data file that there is",
    });
    return { problems };
  }
  const read = readValue(source);
  if (!("value" in read)) {
    const { message, fix, position } = read;
    const where = `${file}:${position.line}:${position.column}`;
    return { problems: [{ severity: "error", where, message, fix }] };
  }
  const value = withWords(read.value);
  const at = new Place((way: Path) => {
    const { line, column } = read.at(way);
    return `${file}:${line}:${column}`;
  }, problems);
  if (!isObject(value)) {
    at.wrong(
      value,
      "environments, with their services",
      "write production: { web-app: { image: … } }",
    );
    return { problems };
  }
  const environments = Object.entries(value).filter(([key]) => key !== SCHEMA);
  for (const [name, services] of environments) {
    isKnown(name, "environment", known?.environments, at.at(name));
    environmentReleaseCheck(services, at.at(name));
    if (isObject(services))
      for (const service of Object.keys(services))
        isKnown(service, "service", known?.services, at.at(name).at(service));
  }
  return hasErrors(problems)
    ? { problems }
    : { value: Object.fromEntries(environments) as Releases, problems };
}

/** Kubernetes' YAML, and so our reader, takes the word `off` for false. */
function withWords(value: unknown): unknown {
  return within(value, (services) =>
    within(services, (service) =>
      isObject(service) &&
      isObject(service["canary"]) &&
      service["canary"]["phase"] === false
        ? { ...service, canary: { ...service["canary"], phase: "off" } }
        : service,
    ),
  );
}

function within(value: unknown, change: (part: unknown) => unknown): unknown {
  if (!isObject(value)) return value;
  const parts = Object.entries(value);
  return Object.fromEntries(parts.map(([key, part]) => [key, change(part)]));
}

function isKnown(
  name: string,
  what: string,
  known: ReadonlySet<string> | undefined,
  at: Place,
): void {
  if (!known || known.has(name)) return;
  const meant = nearest(name, known);
  at.error(
    `got ${what} ${name}, expected one that exists`,
    meant === undefined
      ? `write one of ${[...known].join(", ")}`
      : `write ${meant}`,
  );
}
