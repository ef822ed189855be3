import fc from "fast-check";
import { adopt } from "../../src/adopt/adopt";
import { patched } from "../../src/adopt/patch";
import { compose } from "../../src/adoption/files";
import { readText } from "../../src/manifests/text";
import type { Manifest } from "../../src/manifests/manifest";
import { toYaml } from "../../src/manifests/yaml";
import { SHOP } from "./shop";

const read = (files: Readonly<Record<string, string>>): readonly Manifest[] =>
  Object.entries(files).flatMap(
    ([file, text]) => readText({ file, text }).manifests,
  );

const written = (manifests: readonly Manifest[]) =>
  Object.fromEntries(
    compose(adopt(manifests)).files.map(({ path, content }) => [path, content]),
  );

const GIVEN = read(SHOP);
const EXPECTED = written(GIVEN);
const byName = (objects: readonly Readonly<Record<string, unknown>>[]) =>
  new Map(
    objects.map((object) => [
      `${String(object["kind"])} ${(object["metadata"] as { name: string }).name}`,
      object,
    ]),
  );

test("a file a service, what is everybody's before them", () => {
  expect(Object.keys(EXPECTED)).toEqual([
    "00-cluster.k8s.yaml",
    "00-mesh.k8s.yaml",
    "01-shared.k8s.yaml",
    "bot.k8s.yaml",
    "cart.k8s.yaml",
    "redis.k8s.yaml",
    "report.k8s.yaml",
    "web.k8s.yaml",
  ]);
});

test("every object comes out once, equal but for the patches that are listed", () => {
  const { patches } = adopt(GIVEN);
  const out = read(EXPECTED);
  const mine = out.filter(
    ({ object }) =>
      !JSON.stringify(object).includes(
        '"app.kubernetes.io/managed-by":"sidelight"',
      ),
  );
  expect(mine).toHaveLength(GIVEN.length);
  const found = byName(mine.map(({ object }) => object));
  for (const manifest of GIVEN) {
    const { kind, name } = manifest.identity;
    const own = patches.filter(
      (patch) =>
        patch.manifest.identity.kind === kind &&
        patch.manifest.identity.name === name,
    );
    expect(found.get(`${kind} ${name}`)).toEqual(patched(manifest, own));
  }
});

test("adopted again, nothing changes", () => {
  expect(written(read(EXPECTED))).toEqual(EXPECTED);
});

/** The same value with its keys in an order that the numbers choose. */
function shuffled(value: unknown, seeds: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((one) => shuffled(one, seeds));
  if (typeof value !== "object" || value === null) return value;
  const weight = (key: string) =>
    seeds[key.length % seeds.length]! * 31 + key.charCodeAt(0) * seeds[0]!;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (weight(a) % 97) - (weight(b) % 97))
      .map(([key, entry]) => [key, shuffled(entry, seeds)]),
  );
}

test("order, files and form of the input do not change the output", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...GIVEN.keys()], { minLength: GIVEN.length }),
      fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }),
      fc.array(fc.nat(3), { minLength: GIVEN.length, maxLength: GIVEN.length }),
      fc.array(fc.boolean(), {
        minLength: GIVEN.length,
        maxLength: GIVEN.length,
      }),
      (order, seeds, files, json) => {
        const texts: Record<string, string> = {};
        order.forEach((which, index) => {
          const value = shuffled(GIVEN[which]?.object, seeds);
          const text = json[index]
            ? `${JSON.stringify(value, undefined, index % 3)}\n`
            : `# ${index}\n${toYaml(value)}`;
          const file = `${files[index]}.yaml`;
          texts[file] = `${texts[file] ?? ""}---\n${text}`;
        });
        expect(written(read(texts))).toEqual(EXPECTED);
      },
    ),
    { numRuns: 25 },
  );
});

test("a Service may be called what JavaScript's objects have", () => {
  const yaml = (SHOP["cart.yml"] ?? "").replaceAll("cart", "constructor");
  expect(Object.keys(written(read({ "a.yaml": yaml })))).toEqual([
    "00-mesh.k8s.yaml",
    "constructor.k8s.yaml",
  ]);
});

test("two versions: the DestinationRule stands before the route, and selects by what runs", () => {
  const kinds = [
    ...(EXPECTED["web.k8s.yaml"] ?? "").matchAll(/^kind: (.*)$/gm),
  ];
  expect(kinds.map(([, kind]) => kind)).toEqual([
    "Service",
    "Deployment",
    "Deployment",
    "DestinationRule",
    "VirtualService",
    "PrometheusRule",
  ]);
  const { objects } = { objects: read({ x: EXPECTED["web.k8s.yaml"] ?? "" }) };
  const spec = (kind: string) =>
    objects.find(({ identity }) => identity.kind === kind)?.object["spec"];
  expect(spec("DestinationRule")).toEqual({
    host: "web.shop.svc.cluster.local",
    subsets: [
      { name: "v1", labels: { track: "stable" } },
      { name: "canary", labels: { track: "canary" } },
    ],
  });
  expect(spec("VirtualService")).toMatchObject({
    http: [{ route: [{ weight: 75 }, { weight: 25 }] }],
  });
});

test("objectives make tickets, and pages once somebody asks for them", () => {
  const severities = (slo: string) => {
    const { files } = compose(
      adopt(
        GIVEN.map((manifest) =>
          manifest.identity.kind === "Service" &&
          manifest.identity.name === "web"
            ? {
                ...manifest,
                object: {
                  ...manifest.object,
                  metadata: {
                    name: "web",
                    namespace: "shop",
                    annotations: { "sidelight.dev/slo": slo },
                  },
                },
              }
            : manifest,
        ),
      ),
    );
    const text =
      files.find(({ path }) => path === "web.k8s.yaml")?.content ?? "";
    return [
      ...text.matchAll(/alert: IstioSloBurn(\w+)[\s\S]*?severity: (\w+)/g),
    ].map(([, speed, severity]) => `${speed} ${severity}`);
  };
  expect(severities("99.9")).toEqual([
    "Fast warning",
    "Medium warning",
    "Slow warning",
    "VerySlow warning",
  ]);
  expect(severities("99.9,page=true")).toEqual([
    "Fast critical",
    "Medium critical",
    "Slow warning",
    "VerySlow warning",
  ]);
});
