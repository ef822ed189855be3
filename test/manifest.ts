import { App, Chart } from "cdk8s";
import { parseAllDocuments } from "yaml";
import { printProblem } from "../src/problems/print";
import { render } from "../src/synth/render";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- raw manifests
export type Manifest = Record<string, any>;

/** What comes out of one chart in namespace shop, and what is said of it. */
export function rendered(build: (chart: Chart) => void): {
  readonly objects: readonly Manifest[];
  readonly said: readonly string[];
} {
  const app = new App();
  build(new Chart(app, "chart", { namespace: "shop" }));
  const { dist, problems } = render(app);
  return {
    objects: dist.flatMap(({ content }) => documents(content)),
    said: problems.map(printProblem),
  };
}

export function documents(yaml: string): readonly Manifest[] {
  return parseAllDocuments(yaml).map((document) => document.toJS() as Manifest);
}

/** The one object of a kind, and of a name where there are several. */
export function find(
  objects: readonly Manifest[],
  kind: string,
  name?: string,
): Manifest {
  const found = objects.filter(
    (object) =>
      object["kind"] === kind &&
      (name === undefined || object["metadata"].name === name),
  );
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`found ${found.length} of ${kind} ${name ?? ""}`);
  return found[0];
}

/** An object without some of its fields. */
export function without<T>(
  object: Readonly<Record<string, T>>,
  fields: readonly string[],
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(object).filter(([field]) => !fields.includes(field)),
  );
}
