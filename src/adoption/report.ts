import type { Adoption } from "../adopt/adopt";
import type { Patch } from "../adopt/found";
import { groupBy } from "../adopt/group";
import type { Note } from "../adopt/notes";
import { down, textOf, type Fields } from "../manifests/fields";
import { aligned } from "../problems/table";
import { clean, plural } from "../problems/words";
import type { AddedObject } from "./files";
import { foundTable } from "./found-table";
import { namesOf, section, wrapped, type Within } from "./lines";

/** What a report tells: what was found, and what was made of it. */
export interface Told {
  readonly adoption: Adoption;
  readonly added: readonly AddedObject[];
  readonly notes: readonly Note[];
}

/** For people: what was found and from what, what comes beside it, what changes. */
export function textReport({ adoption, added, notes }: Told): string {
  const several = adoption.namespaces.length > 1;
  const within = (namespace: string, text: string) =>
    several ? `${namespace}/${text}` : text;
  const sections = [
    ...adoption.namespaces
      .filter(
        ({ services, workloads }) => services.length + workloads.length > 0,
      )
      .map(foundTable),
    section("In the mesh already", inside(adoption, within)),
    section("Outside the mesh", outside(adoption, within)),
    section("Calls", calls(adoption, within)),
    section(
      "Calls to what is in none of the manifests",
      unknown(adoption, within),
    ),
    section("Canaries", canaries(adoption, within)),
    section("Added", additions(adoption, added)),
    section(
      `Patches: ${plural(adoption.patches.length, "value")} in ${plural(new Set(adoption.patches.map(({ manifest }) => manifest)).size, "object")}`,
      patches(adoption.patches, within),
    ),
    section(
      `Restarts: ${plural(adoption.restarts.length, "workload")}`,
      restarts(adoption, within),
    ),
    section("Left out", leftOut(adoption)),
    section("Worth knowing", worthKnowing(notes, within)),
  ];
  return sections
    .filter((text) => text !== "")
    .join("\n\n")
    .split("\n")
    .map(clean)
    .join("\n");
}

function inside({ namespaces }: Adoption, within: Within): readonly string[] {
  const all = namespaces
    .flatMap(({ workloads }) => workloads)
    .filter(({ membership }) => membership === "in");
  return [...groupBy(all, (one) => one.membershipBecause)].flatMap(
    ([because, group]) => [because, ...namesOf(group, within)],
  );
}

function outside({ namespaces }: Adoption, within: Within): readonly string[] {
  return namespaces.flatMap(({ name, workloads }) =>
    workloads
      .filter(({ membership }) => membership === "out")
      .map(
        (one) =>
          `${within(name, `${one.kind} ${one.name}`)}: ${one.membershipBecause}`,
      ),
  );
}

function calls({ calls: all }: Adoption, within: Within): readonly string[] {
  const rows = all.map(({ from, namespace, service, port, because }) => [
    `${within(from.namespace, from.name)}`,
    `→ ${within(namespace, service)}${port === undefined ? "" : `:${port}`}`,
    because,
  ]);
  return rows.length === 0
    ? []
    : aligned(["CALLER", "  SERVICE", "BECAUSE"], rows).split("\n");
}

function unknown(
  { unknownHosts }: Adoption,
  within: Within,
): readonly string[] {
  return [
    ...new Set(
      unknownHosts.map(
        ({ workload: { manifest, namespace }, address, where }) =>
          `${within(namespace, manifest.identity.name)} → ${address}   ${where}`,
      ),
    ),
  ];
}

function canaries({ namespaces }: Adoption, within: Within): readonly string[] {
  return namespaces.flatMap(({ services }) =>
    services.flatMap(({ canary, name, namespace }) => {
      if (!canary) return [];
      const {
        stable,
        canary: next,
        weight,
        weightBecause,
        because,
        labels,
        makes,
      } = canary;
      const by = (own: Readonly<Record<string, string>>) =>
        Object.entries(own)
          .map(([key, value]) => `${key}=${value}`)
          .join(",");
      return [
        `${within(namespace, name)}: ${stable.version} is stable (${stable.name}, by ${by(labels.stable)}), ${next.version} the canary (${next.name}, by ${by(labels.canary)}): ${because}`,
        `  ${weight} % to ${next.version}: ${weightBecause}${makes.route ? ", so nothing changes for users" : ""}`,
      ];
    }),
  );
}

function additions(
  { monitoring }: Adoption,
  added: readonly AddedObject[],
): readonly string[] {
  if (added.length === 0) return [];
  const rows = [...groupBy(added, ({ file }) => file)].map(([file, all]) => [
    file,
    all
      .map(
        ({ object }) =>
          `${textOf(object["kind"])} ${textOf(down(object, "metadata", "name"))}`,
      )
      .join(", "),
  ]);
  const { scrape, scrapeBecause, labels, labelsBecause } = monitoring;
  const by = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  return [
    ...aligned(["FILE", "OBJECTS"], rows).split("\n"),
    ...(added.some(({ object }) => object["kind"] === "PeerAuthentication")
      ? [
          "mTLS stays PERMISSIVE, so callers without a sidecar are still let in; where the whole mesh is STRICT already, leave PeerAuthentication default out",
        ]
      : []),
    `for ${scrape === "operator" ? "a Prometheus operator" : "a Prometheus that goes by annotations"}: ${scrapeBecause}`,
    ...(scrape === "operator"
      ? [
          `found by ${by === "" ? "no label" : `the label ${by}`}: ${labelsBecause}`,
        ]
      : []),
  ];
}

/** Patches of one kind together: what, why, and on which objects. */
function patches(all: readonly Patch[], within: Within): readonly string[] {
  const groups = groupBy(
    all,
    ({ path, manifest, because }) =>
      `${fieldOf(manifest.object, path)}\n${because}`,
  );
  return [...groups].flatMap(([what, group]) => {
    const [field = "", because = ""] = what.split("\n");
    const values = new Set(group.map(({ value }) => value));
    const [only = "", ...others] = values;
    const heading =
      others.length === 0 ? `${field}: ${JSON.stringify(only)}` : field;
    const names = group.map(({ manifest, value }) => {
      const { kind, name, namespace = "default" } = manifest.identity;
      const who = within(namespace, `${kind} ${name}`);
      return others.length === 0 ? who : `${who}: ${JSON.stringify(value)}`;
    });
    return [
      `${heading}   ${because}`,
      ...wrapped(names.join(", "), 96).map((line) => `    ${line}`),
    ];
  });
}

function fieldOf(object: Fields, path: Patch["path"]): string {
  return path.at(-1) === "appProtocol"
    ? `port ${String(down(object, ...path.slice(0, -1), "port"))}, appProtocol`
    : `${path.slice(0, -1).join(".")}: ${String(path.at(-1))}`;
}

function restarts(
  { restarts: all }: Adoption,
  within: Within,
): readonly string[] {
  return [...groupBy(all, ({ how }) => how)].flatMap(([how, group]) => [
    how,
    ...namesOf(
      group.map(({ workload }) => workload),
      within,
    ),
  ]);
}

function leftOut({ leftOut: objects, stripped }: Adoption): readonly string[] {
  return [
    ...objects,
    ...(stripped.size === 0
      ? []
      : [
          `what the cluster added itself: ${[...stripped]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([field, count]) => `${field} (${count})`)
            .join(", ")}`,
        ]),
  ];
}

function worthKnowing(
  notes: readonly Note[],
  within: Within,
): readonly string[] {
  return notes.map(
    ({ namespace, about, text }) => `${within(namespace, about)}: ${text}`,
  );
}
