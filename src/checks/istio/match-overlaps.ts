import {
  fieldsOf,
  isFields,
  listOf,
  textOf,
  type Fields,
} from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { coveredBy } from "./prefix-cover";
import { VIRTUAL_SERVICE } from "./kinds";

/** A rule or a match of a VirtualService that never gets traffic. */
export interface Overlap {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly kind: "rule" | "match";
  readonly message: string;
}

export function overlapsOf(
  index: Index,
  kind: Overlap["kind"],
): readonly Overlap[] {
  return index
    .kind(VIRTUAL_SERVICE)
    .flatMap((manifest) =>
      (["http", "tcp", "tls"] as const).flatMap((protocol) =>
        overlapsIn(manifest, protocol),
      ),
    )
    .filter((overlap) => overlap.kind === kind);
}

function overlapsIn(
  manifest: Manifest,
  protocol: "http" | "tcp" | "tls",
): readonly Overlap[] {
  const found: Overlap[] = [];
  const rules = listOf(specOf(manifest)[protocol]);
  const seen = new Map<string, number>();
  const prefixes: { match: Fields; path: Path; rule: number }[] = [];
  let open: number | undefined;
  const name = (i: number) => {
    const own = textOf(fieldsOf(rules[i])["name"]);
    return protocol === "http" && own !== "" ? `"${own}"` : String(i + 1);
  };
  rules.forEach((rule, i) => {
    if (!isFields(rule)) return;
    const path = ["spec", protocol, i];
    const matches = listOf(rule["match"]);
    const unused = (message: string) =>
      found.push({ manifest, path, kind: "rule", message });
    if (matches.length === 0) {
      if (open !== undefined)
        unused(
          `got rule ${name(i)} after rule ${name(open)}, which takes everything, expected one such rule, and last`,
        );
      open = i;
      return;
    }
    if (open !== undefined) {
      unused(
        `got rule ${name(i)} after rule ${name(open)}, which takes everything, expected it before`,
      );
      return;
    }
    let repeated = 0;
    matches.forEach((match, j) => {
      const key = keyOf(match, protocol);
      const before = seen.get(key);
      const at = [...path, "match", j];
      if (before !== undefined) {
        repeated++;
        found.push({
          manifest,
          path: at,
          kind: "match",
          message: `got match ${String(j + 1)} of rule ${name(i)} also in rule ${name(before)}, expected it once`,
        });
        return;
      }
      seen.set(key, i);
      if (protocol === "http" && prefixOf(match) !== "")
        prefixes.push({ match: fieldsOf(match), path: at, rule: i });
    });
    if (repeated === matches.length)
      unused(
        `got rule ${name(i)} with matches of earlier rules only, expected one of its own`,
      );
  });
  prefixes.forEach((wide, n) => {
    for (const { match, path, rule } of prefixes.slice(n + 1)) {
      const [inner, outer] = [prefixOf(match), prefixOf(wide.match)];
      if (inner === outer || !coveredBy(match, wide.match)) continue;
      found.push({
        manifest,
        path,
        kind: "match",
        message: `got the prefix "${inner}" of rule ${name(rule)} after "${outer}" of rule ${name(wide.rule)}, which takes it too, expected the longer prefix first`,
      });
    }
  });
  return found;
}

function prefixOf(match: unknown): string {
  return textOf(fieldsOf(fieldsOf(match)["uri"])["prefix"]);
}

/** The same text for the same match, whatever its name and the order in it. */
function keyOf(match: unknown, protocol: string): string {
  const { name, ...rest } = fieldsOf(match);
  const compared = protocol === "http" ? rest : { ...rest, name };
  return JSON.stringify(compared, (_, value: unknown) =>
    isFields(value)
      ? Object.fromEntries(
          Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value,
  );
}
