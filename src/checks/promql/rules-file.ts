import { readInside } from "../../manifests/inside";
import type { Inside } from "../../manifests/inside";
import type { Manifest, Path } from "../../manifests/manifest";
import { texts } from "./fields";

/** A file of rules that a ConfigMap holds. */
export interface RulesFile {
  readonly path: Path;
  readonly content: Inside;
}

/** What files of rules are called; also by the Helm chart of Prometheus. */
const NAMES = /\.rules\.ya?ml$|^(alerting|recording)_rules\.ya?ml$/;

/** The keys of a ConfigMap that are called like files of rules, and what they hold. */
export function rulesFiles({ object }: Manifest): readonly RulesFile[] {
  return [...texts(object["data"])].flatMap(([key, text]) =>
    NAMES.test(key) ? [{ path: ["data", key], content: readInside(text) }] : [],
  );
}
