import { parseAllDocuments } from "yaml";
import { fieldsOf, listOf, textOf } from "../../../src/manifests/fields";
import type { Manifest } from "../../../src/manifests/manifest";

/** Manifests of a text; those of a List one by one. */
export function manifestsOf(text: string, file = "test.yaml"): Manifest[] {
  return parseAllDocuments(text).flatMap((document) =>
    objectsIn(document.toJS()).map((object) => manifestOf(object, file)),
  );
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  const object = fieldsOf(value);
  if (Object.keys(object).length === 0) return [];
  return /List$/.test(textOf(object["kind"])) && Array.isArray(object["items"])
    ? listOf(object["items"]).flatMap(objectsIn)
    : [object];
}

function manifestOf(object: Record<string, unknown>, file: string): Manifest {
  const metadata = fieldsOf(object["metadata"]);
  const namespace = textOf(metadata["namespace"]);
  return {
    file,
    identity: {
      apiVersion: textOf(object["apiVersion"]),
      kind: textOf(object["kind"]),
      name: textOf(metadata["name"]),
      ...(namespace === "" ? {} : { namespace }),
    },
    object,
    at: () => ({ line: 1, column: 1 }),
  };
}
