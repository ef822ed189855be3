import { App } from "cdk8s";
import { Mesh } from "../../src/constructs/mesh";
import type { Manifest } from "../../src/manifests/manifest";
import { readText } from "../../src/manifests/text";
import type { ServiceProps } from "../../src/mesh/service";
import { render } from "../../src/synth/render";

/**
 * What a cluster is in while a step is applied: of each object the old form or
 * the new one, gone or there already. kubectl and Flux apply in an order of
 * their own and prune before or after, so every mix is one that may be seen.
 * This knows nothing of the step checks; it looks at objects alone.
 */
export type Objects = ReadonlyMap<string, Manifest["object"]>;

const made = new Map<string, readonly Manifest[]>();

/** The manifests of a mesh with one service, as they are read from its files. */
export function synthesized(service: ServiceProps): readonly Manifest[] {
  const key = JSON.stringify(service);
  const known = made.get(key);
  if (known) return known;
  const app = new App();
  new Mesh(app, "shop", { name: "shop", services: [service] });
  const { dist, problems } = render(app);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const manifests = dist.flatMap(
    ({ path, content }) => readText({ file: path, text: content }).manifests,
  );
  made.set(key, manifests);
  return manifests;
}

function objectsOf(manifests: readonly Manifest[]): Objects {
  return new Map(
    manifests.map(({ identity, object }) => [
      `${identity.kind} ${identity.name}`,
      object,
    ]),
  );
}

/** All that is wrong in any mix of two states; nothing where every order is safe. */
export function wrongBetween(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly string[] {
  const [old, now] = [objectsOf(before), objectsOf(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])]
    .filter((key) => RELEVANT.test(key))
    .filter(
      (key) => JSON.stringify(old.get(key)) !== JSON.stringify(now.get(key)),
    );
  // Pods of no version that is told apart are more of the same.
  const known = [old, now].flatMap((objects) =>
    ((objects.get("DestinationRule web-app") as Raw)?.spec.subsets ?? []).map(
      ({ labels }: Raw) => labels,
    ),
  );
  const wrong = new Set<string>();
  for (let mix = 0; mix < 2 ** changed.length; mix++) {
    const objects = new Map(old);
    changed.forEach((key, bit) => {
      if ((mix & (1 << bit)) === 0) return;
      const object = now.get(key);
      if (object) objects.set(key, object);
      else objects.delete(key);
    });
    for (const one of wrongIn(objects, old, known)) wrong.add(one);
  }
  return [...wrong].sort();
}

/** Others say nothing of where a request goes. */
const RELEVANT = /^(Service|Deployment|DestinationRule|VirtualService) /;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- raw manifests
type Raw = any;

/** What is wrong with the one service's routes at a moment, pods being ready only if they were there before. */
function wrongIn(
  objects: Objects,
  old: Objects,
  known: readonly Raw[],
): readonly string[] {
  const service = objects.get("Service web-app") as Raw;
  const rule = objects.get("DestinationRule web-app") as Raw;
  const routes = objects.get("VirtualService web-app") as Raw;
  const subsets = new Map<string, Raw>(
    (rule?.spec.subsets ?? []).map((one: Raw) => [one.name, one.labels]),
  );
  const ports = new Set(service?.spec.ports.map((one: Raw) => one.port));
  const pods = [...objects].flatMap(([key, object]) =>
    key.startsWith("Deployment ")
      ? [
          {
            labels: (object as Raw).spec.template.metadata.labels,
            ready: old.has(key),
          },
        ]
      : [],
  );
  const carries = (labels: Raw, wanted: Raw) =>
    Object.entries(wanted).every(([key, value]) => labels[key] === value);
  const wrong: string[] = [];
  const { selector } = service.spec;
  if (!pods.some(({ labels, ready }) => ready && carries(labels, selector)))
    wrong.push("no pods");
  const destinations = (routes?.spec.http ?? []).flatMap((http: Raw) => [
    ...http.route.flatMap(({ destination, weight }: Raw) =>
      http.route.length === 1 || weight > 0 ? [destination] : [],
    ),
    ...(http.mirror ? [http.mirror] : []),
  ]);
  for (const { subset, port } of destinations) {
    const labels = subset === undefined ? {} : subsets.get(subset);
    if (!labels) wrong.push(`no subset ${subset}`);
    else if (
      !pods.some(
        (pod) =>
          pod.ready &&
          carries(pod.labels, { ...service.spec.selector, ...labels }),
      )
    )
      wrong.push(`no pods of ${subset}`);
    if (port && !ports.has(port.number)) wrong.push(`no port ${port.number}`);
  }
  const anywhere =
    destinations.length === 0 ||
    destinations.some(({ subset }: Raw) => subset === undefined);
  const versions = new Set(
    pods.flatMap(({ labels }) =>
      known
        .filter((wanted) => carries(labels, wanted))
        .map(({ version }) => version),
    ),
  );
  if (anywhere && versions.size > 1)
    wrong.push("a version gets requests that no route gives it");
  return wrong;
}
