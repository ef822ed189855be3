import { basename, dirname } from "node:path";
import { isFields, isSet, listOf } from "./fields";

/** What a file is that holds no object, and what to do with it. */
export interface OtherThing {
  readonly got: string;
  readonly fix: string;
}

const MOVE = "move it out of what is checked and applied: to artifacts/, say";

/** Files that are known by a field or two, the surest first. */
const BY_FIELDS: readonly (readonly [
  fields: readonly string[],
  is: string,
  fix: string,
])[] = [
  [["rule_files", "tests"], "a test for promtool", MOVE],
  [["scrape_configs"], "the configuration of Prometheus", MOVE],
  [["route", "receivers"], "the configuration of Alertmanager", MOVE],
  [["services"], "a file of Docker Compose", MOVE],
];

/** What stands in the place of an object, as far as its fields and its file's name say. */
export function otherThing(
  object: Readonly<Record<string, unknown>>,
  file: string,
): OtherThing | undefined {
  const name = basename(file);
  const render = `render the chart: helm template ${dirname(file)} | sidelight check -`;
  if (/^(?:Chart|requirements)\.ya?ml$/.test(name))
    return { got: `the ${name} of a Helm chart`, fix: render };
  if (/^values([.-].*)?\.ya?ml$/.test(name))
    return { got: "the values of a Helm chart", fix: render };
  const found = BY_FIELDS.find(([fields]) =>
    fields.every((field) => isSet(object[field])),
  );
  return found && { got: found[1], fix: found[2] };
}

export const PATCH: OtherThing = {
  got: "a JSON patch of kustomize",
  fix: "check what comes of it: kubectl kustomize FOLDER | sidelight check -",
};

/** A list of operations: `[{op: replace, path: /spec/replicas, value: 3}]`. */
export function isPatch(value: unknown): boolean {
  const items = listOf(value);
  return (
    items.length > 0 &&
    items.every((item) => isFields(item) && isSet(item["op"]) && "path" in item)
  );
}

/** The names that kustomize looks for. */
export function isKustomization(file: string): boolean {
  return /^(?:kustomization\.ya?ml|Kustomization)$/.test(basename(file));
}
