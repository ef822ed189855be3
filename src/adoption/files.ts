import { App } from "cdk8s";
import type { Adoption } from "../adopt/adopt";
import type { AdoptedNamespace } from "../adopt/namespaces";
import { canonical } from "../adopt/canonical";
import { groupBy } from "../adopt/group";
import type { Note } from "../adopt/notes";
import { addAdopted, objectsBelow } from "../constructs/adopted";
import { down, fieldsOf, textOf, type Fields } from "../manifests/fields";
import { groupKindOf } from "../manifests/index-of";
import { kindRank } from "../manifests/kind-order";
import { toYaml } from "../manifests/yaml";
import type { Problem } from "../problems/problem";
import { OWNED, type RenderedFile } from "../synth/render";

/** How the first line of what an adoption wrote begins; what synth wrote is another's. */
export const ADOPTED = `${OWNED}adopt.`;

const HEADER = `${ADOPTED} What bears the label app.kubernetes.io/managed-by: sidelight is made anew by each run; the rest is yours.\n`;

/** An object that was added, and the file it stands in. */
export interface AddedObject {
  readonly namespace: string;
  readonly file: string;
  readonly object: Fields;
}

export interface Composed {
  readonly files: readonly RenderedFile[];
  readonly added: readonly AddedObject[];
  /** What was left out because an object of its name is there. */
  readonly notes: readonly Note[];
  readonly problems: readonly Problem[];
}

/** A file's name, with its namespace before it where there are several. */
export function fileNames({
  objects,
}: Pick<Adoption, "objects">): (
  file: string,
  namespace: string | undefined,
) => string {
  const names = new Set(objects.flatMap(({ namespace }) => namespace ?? []));
  return (file, namespace) =>
    namespace === undefined || names.size < 2 ? file : `${namespace}.${file}`;
}

/** The user's objects and what the mesh adds to them, as files. */
export function compose({ namespaces, objects }: Adoption): Composed {
  const fileName = fileNames({ objects });
  const there = new Set(
    objects.map(
      ({ object, namespace = "" }) => `${namespace} ${nameOf(object)}`,
    ),
  );
  const notes: Note[] = [];
  const problems: Problem[] = [];
  const added = namespaces
    .flatMap((one) => addedTo(one, problems))
    .filter(({ namespace, object }) => {
      const isTaken = there.has(`${namespace} ${nameOf(object)}`);
      if (isTaken)
        notes.push({
          namespace,
          about: `${textOf(object["kind"])} ${textOf(down(object, "metadata", "name"))}`,
          text: "kept; what sidelight would write under this name is left out. Rename one of the two to have both",
        });
      return !isTaken;
    })
    .map((one) => ({ ...one, file: fileName(one.file, one.namespace) }));
  const placed = objects.map(({ file, namespace, object }) => ({
    file: fileName(file, namespace),
    object,
  }));
  const contents = groupBy([...placed, ...added], ({ file }) => file);
  const files = [...contents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => ({
      path: `${name}.k8s.yaml`,
      content:
        HEADER +
        all
          .map(({ object }) => object)
          .sort(byKind)
          .map(toYaml)
          .join("---\n"),
      objects: all.length,
    }));
  return { files, added, notes, problems };
}

/** A chart cannot be called what every object has: a Service may be `constructor`. */
const PREFIX = "file ";

function addedTo(
  namespace: AdoptedNamespace,
  problems: Problem[],
): readonly AddedObject[] {
  const app = new App();
  problems.push(...addAdopted(app, namespace, (file) => `${PREFIX}${file}`));
  return objectsBelow(app).map(({ chart, object }) => ({
    namespace: namespace.name,
    file: chart.slice(PREFIX.length),
    object: fieldsOf(canonical(object)),
  }));
}

function nameOf(object: Fields): string {
  const type = {
    apiVersion: textOf(object["apiVersion"]),
    kind: textOf(object["kind"]),
  };
  return `${groupKindOf(type)} ${textOf(down(object, "metadata", "name"))}`;
}

function byKind(a: Fields, b: Fields): number {
  const [one, other] = [nameOf(a), nameOf(b)];
  return (
    kindRank(textOf(a["kind"])) - kindRank(textOf(b["kind"])) ||
    (one < other ? -1 : one > other ? 1 : 0)
  );
}
