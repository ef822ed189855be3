import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Problem } from "../problems/problem";
import type { Raw } from "./raw";
import { at, isMap, listAt, textAt } from "./raw";

/** An API object and the file it stands in. */
export interface Manifest {
  readonly file: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly object: Raw;
}

export interface Read<T> {
  readonly found: readonly T[];
  readonly problems: readonly Problem[];
}

/** One YAML document, as it was read. */
export interface Document {
  readonly file: string;
  readonly value: Raw;
}

/** All API objects below a folder. What is no API object is left alone. */
export function readManifests(folder: string): Read<Manifest> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    return {
      found: [],
      problems: [
        {
          severity: "error",
          where: folder,
          message: "got no folder here, expected synthesized YAML",
          fix: "run npm run synth first, or name the folder it wrote",
        },
      ],
    };
  const { found, problems } = readDocuments(
    filesBelow(folder, /\.(ya?ml|json)$/),
  );
  return { found: found.flatMap(manifestsOf), problems };
}

/** The YAML documents of files; one that cannot be read is a problem. */
export function readDocuments(files: readonly string[]): Read<Document> {
  const problems: Problem[] = [];
  const found = files.flatMap((file) => {
    const read = documentsOf(readFileSync(file, "utf8"), file);
    problems.push(...read.problems);
    return read.found;
  });
  return { found, problems };
}

/** The documents of one YAML text. */
export function documentsOf(text: string, file: string): Read<Document> {
  const problems: Problem[] = [];
  const found = [...parseAllDocuments(text)].flatMap((document) => {
    const broken = (message: string, { line = 1, col = 1 } = {}) => {
      problems.push({
        severity: "error",
        where: `${file}:${line}:${col}`,
        message: `got what is no YAML: ${message}`,
        fix: "correct the YAML there, or synthesize the file again",
      });
      return [];
    };
    const [error] = document.errors;
    if (error !== undefined)
      return broken(
        `${error.message.split("\n")[0]}`.replace(/ at line \d.*$/, ""),
        error.linePos?.[0],
      );
    try {
      return [{ file, value: document.toJS() as Raw }];
    } catch (unresolved) {
      return broken(`${unresolved}`);
    }
  });
  return { found, problems };
}

/** Files of a name below a folder, in the order of their paths; none where there is no folder. */
export function filesBelow(folder: string, name: RegExp): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => name.test(path) && !/(^|\/)(\.|node_modules)/.test(path))
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function manifestsOf({ file, value }: Document): readonly Manifest[] {
  const kind = textAt(value, "kind");
  if (kind?.endsWith("List") && Array.isArray(at(value, "items")))
    return listAt(value, "items").flatMap((item) =>
      manifestsOf({ file, value: item }),
    );
  if (kind === undefined || !isMap(at(value, "metadata"))) return [];
  return [
    {
      file,
      kind,
      name: textAt(value, "metadata", "name") ?? "",
      namespace: textAt(value, "metadata", "namespace"),
      object: value,
    },
  ];
}
