import { readInside } from "../../manifests/inside";
import type { Inside } from "../../manifests/inside";
import type { Manifest, Path } from "../../manifests/manifest";
import { texts } from "./fields";

/** A file of rules that a ConfigMap holds. */
export interface RulesFile {
  readonly path: Path;
  readonly content: Inside;
}

/** The keys of a ConfigMap that end like files of rules, and what they hold. */
export function rulesFiles({ object }: Manifest): readonly RulesFile[] {
  return [...texts(object["data"])].flatMap(([key, text]) =>
    /\.rules\.ya?ml$/.test(key)
      ? [{ path: ["data", key], content: readInside(text) }]
      : [],
  );
}
