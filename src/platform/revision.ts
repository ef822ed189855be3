import type { Place } from "../problems/place";
import { dnsLabel } from "../mesh/scalars";
import type { Check } from "../mesh/shape";
import { listOf, optional, shape } from "../mesh/shape";
import type { IstioVersion } from "./versions";

/** A control plane beside another: the new one of an upgrade. */
export interface RevisionProps {
  readonly version: IstioVersion;
  readonly revision: string;
  /** Names that namespaces use. @default - none */
  readonly tags?: readonly string[];
}

export interface Revision {
  readonly version: IstioVersion;
  /** Empty for the one without a name. */
  readonly revision: string;
  readonly tags: readonly string[];
}

export function revisionCheck(version: Check): Check {
  return shape<RevisionProps>({
    version,
    revision: dnsLabel,
    tags: optional(listOf(dnsLabel)),
  });
}

/** Both control planes; two of one name, or a tag of both, would fight each other. */
export function describeRevisions(
  present: Revision,
  upgrade: RevisionProps | undefined,
  at: Place,
): readonly [Revision, ...Revision[]] {
  if (present.revision === "" && present.tags.length > 0)
    at.at("tags").error(
      "got tags of a control plane without a revision",
      'give it one: revision: "1-30-5"; a tag is another name of it',
    );
  if (!upgrade) return [present];
  const next = { ...upgrade, tags: upgrade.tags ?? [] };
  if (next.revision === present.revision)
    at.at("upgrade")
      .at("revision")
      .wrong(
        next.revision,
        "another revision than the one that is there",
        `name it by its version: "${next.version.replaceAll(".", "-")}"`,
      );
  next.tags.forEach((tag, index) => {
    if (present.tags.includes(tag))
      at.at("upgrade")
        .at("tags")
        .at(index)
        .error(
          `got the tag ${tag} a second time; the revision ${present.revision} has it already`,
          "leave it with one of them; moving it moves the pods at their next restart",
        );
  });
  return [present, next];
}
