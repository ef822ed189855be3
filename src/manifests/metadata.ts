import { down, fieldsOf, labelsOf, type Fields } from "./fields";
import type { Manifest } from "./manifest";

export type Labels = Readonly<Record<string, string>>;

/** The namespace in which an object lands: `default` where none is written. */
export function namespaceOf({ identity }: Manifest): string {
  return identity.namespace ?? "default";
}

/** `default/web`: how messages name an object. */
export function fullNameOf(manifest: Manifest): string {
  return `${namespaceOf(manifest)}/${manifest.identity.name}`;
}

export function labelsOfObject({ object }: Manifest): Labels {
  return labelsOf(down(object, "metadata", "labels"));
}

export function annotationsOfObject({ object }: Manifest): Labels {
  return labelsOf(down(object, "metadata", "annotations"));
}

export function specOf({ object }: Manifest): Fields {
  return fieldsOf(object["spec"]);
}
