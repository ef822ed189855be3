import { down, fieldsOf, listOf, textOf, type Fields } from "../fields";
import type { Index } from "../index-of";
import type { Manifest, Path } from "../manifest";
import { labelsOfObject } from "../metadata";
import { hasElements, isDashboard, mayBeDashboard } from "./is-dashboard";
import { readJson } from "./json";

/** A dashboard that was found, before it is read. */
export interface Found {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly object: Fields;
}

/** A text that is meant for a dashboard and is no JSON. */
export interface Broken {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly offset: number;
  readonly message: string;
}

export interface Search {
  readonly found: readonly Found[];
  readonly broken: readonly Broken[];
}

const known = new WeakMap<Index, Search>();

/**
 * Dashboards in ConfigMaps, whether they are labelled or not, in objects of
 * Grafana and its operator, and in files of their own.
 */
export function findDashboards(index: Index): Search {
  const before = known.get(index);
  if (before) return before;
  const found: Found[] = [];
  const broken: Broken[] = [];
  const take = (
    manifest: Manifest,
    path: Path,
    text: string,
    isMeant: boolean,
  ) => {
    const read = readJson(text);
    if (!("value" in read)) {
      if (isMeant) broken.push({ manifest, path, ...read });
      return;
    }
    const { value } = read;
    if (isDashboard(value)) found.push({ manifest, path, object: value });
  };
  for (const manifest of index.kind("/ConfigMap")) {
    const labelled = "grafana_dashboard" in labelsOfObject(manifest);
    for (const [key, text] of Object.entries(fieldsOf(manifest.object["data"])))
      if (typeof text === "string") {
        const isJson = key.endsWith(".json");
        if (mayBeDashboard(text) || (isJson && labelled))
          take(manifest, ["data", key], text, isJson);
      }
  }
  for (const group of ["grafana.integreatly.org", "integreatly.org"])
    for (const manifest of index.kind(`${group}/GrafanaDashboard`)) {
      const text = textOf(down(manifest.object, "spec", "json"));
      if (text !== "") take(manifest, ["spec", "json"], text, true);
    }
  for (const manifest of index.kind("dashboard.grafana.app/Dashboard")) {
    const { spec } = manifest.object;
    if (isDashboard(spec) || hasElements(spec))
      found.push({ manifest, path: ["spec"], object: spec });
  }
  for (const manifest of index.kind("/"))
    for (const path of [[], ["dashboard"]]) {
      const object = down(manifest.object, ...path);
      if (isDashboard(object)) found.push({ manifest, path, object });
    }
  const search = { found, broken };
  known.set(index, search);
  return search;
}

/** The inputs that an object of the operator gives values for. */
export function givenInputs({ object }: Manifest): readonly string[] {
  return listOf(down(object, "spec", "datasources")).map((one) =>
    textOf(fieldsOf(one)["inputName"]),
  );
}
