import type { Adoption, AdoptedObject } from "../adopt/adopt";
import { canonical } from "../adopt/canonical";
import type { FoundService } from "../adopt/found";
import { groupBy } from "../adopt/group";
import type { AdoptSettings } from "../adopt/settings";
import { kindRank } from "../manifests/kind-order";
import type { RenderedFile } from "../synth/render";
import { fileNames } from "./files";
import { identifiers, literal } from "./typescript";

/**
 * The same as a TypeScript app: a file a service with its objects as they were
 * read, and `main.ts`, which adopts them. Names and selectors are the user's.
 */
export function emit(
  adoption: Adoption,
  settings: AdoptSettings,
): readonly RenderedFile[] {
  const nameOf = fileNames(adoption);
  const files = groupBy(
    [...adoption.objects].sort(byKind),
    ({ file, namespace }) => nameOf(file, namespace),
  );
  const names = [...files.keys()].sort();
  const known = identifiers(names);
  const services = new Map(
    adoption.namespaces.flatMap(({ services: all }) =>
      all.map((one) => [nameOf(one.name, one.namespace), one] as const),
    ),
  );
  return [
    ...names.map((name) => {
      const objects = files.get(name) ?? [];
      return {
        path: `${name}.ts`,
        content: moduleOf(
          known.get(name) ?? name,
          objects,
          described(services.get(name), adoption),
        ),
        objects: objects.length,
      };
    }),
    { path: "main.ts", content: main(names, known, settings), objects: 0 },
  ];
}

function byKind(a: AdoptedObject, b: AdoptedObject): number {
  const [one, other] = [a.manifest.identity, b.manifest.identity];
  return (
    kindRank(one.kind) - kindRank(other.kind) ||
    (one.name < other.name ? -1 : 1)
  );
}

/** What was found of a service, as the words above its objects. */
function described(
  service: FoundService | undefined,
  { calls }: Adoption,
): readonly string[] {
  if (!service) return [];
  const { name, workloads, ports, canary } = service;
  const own = new Set(workloads);
  return [
    `${name}: ${workloads.map((one) => `${one.kind} ${one.name} (${one.version})`).join(", ") || "no workload here"}.`,
    ...ports.map(
      ({ number, protocol, because }) =>
        `Port ${number} speaks ${protocol ?? "what Istio finds out"}: ${because}.`,
    ),
    ...(canary
      ? [
          `${canary.stable.version} is stable, ${canary.canary.version} the canary: ${canary.because}.`,
        ]
      : []),
    ...calls
      .filter(({ from }) => own.has(from))
      .map(
        ({ service: called, port, because }) =>
          `Calls ${called}${port === undefined ? "" : `:${port}`} (${because}).`,
      ),
  ];
}

function moduleOf(
  identifier: string,
  objects: readonly AdoptedObject[],
  words: readonly string[],
): string {
  const comment =
    words.length === 0
      ? ""
      : `/**\n${words.map((line) => ` * ${line.replaceAll("*/", "* /")}\n`).join("")} */\n`;
  const values = objects.map(({ manifest }) => canonical(manifest.object));
  return `import type { ApiObjectProps } from "cdk8s";

${comment}export const ${identifier}: readonly ApiObjectProps[] = ${literal(values)};
`;
}

function main(
  names: readonly string[],
  known: ReadonlyMap<string, string>,
  settings: AdoptSettings,
): string {
  const given = Object.fromEntries(
    Object.entries(settings).filter(
      ([, value]) =>
        value !== false &&
        (typeof value !== "object" || Object.keys(value as object).length > 0),
    ),
  );
  const argument = Object.keys(given).length === 0 ? "" : `, ${literal(given)}`;
  return `import { ApiObject, App, Chart } from "cdk8s";
import { adopt, synth } from "sidelight";
${names.map((name) => `import { ${known.get(name) ?? ""} } from "./${name}";\n`).join("")}
const files = {
${names.map((name) => `  ${/^[a-z]\w*$/.test(name) && name === known.get(name) ? name : `${JSON.stringify(name)}: ${known.get(name) ?? ""}`},\n`).join("")}};

const app = new App();
for (const [file, objects] of Object.entries(files)) {
  const chart = new Chart(app, file);
  for (const object of objects)
    new ApiObject(
      chart,
      \`\${object.apiVersion} \${object.kind} \${object.metadata?.name}\`,
      object,
    );
}
adopt(app${argument});
synth(app);
`;
}
