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
  const known = [old, now].flatMap(versionsOf);
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
const RELEVANT =
  /^(Service|Deployment|DestinationRule|VirtualService|HTTPRoute|GRPCRoute) /;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- raw manifests
type Raw = any;

/** A place that gets requests, and the port of the one service whose callers they are; undefined for all. */
interface Place {
  readonly service: string;
  readonly subset: string | undefined;
  readonly port: number | undefined;
  /** False where the requests come through a Gateway alone. */
  readonly isCalled: boolean;
  readonly called: number | undefined;
}

function placesIn(objects: Objects): readonly Place[] {
  return [...objects].flatMap(([key, object]) => {
    if (key.startsWith("VirtualService ")) return ofVirtualService(object);
    return /^(?:HTTP|GRPC)Route /.test(key) ? ofRoute(object) : [];
  });
}

function ofVirtualService({ spec }: Raw): readonly Place[] {
  return (spec.http ?? [])
    .flatMap(({ route, mirror }: Raw) => [
      ...route.flatMap(({ destination, weight }: Raw) =>
        route.length === 1 || weight > 0 ? [destination] : [],
      ),
      ...(mirror ? [mirror] : []),
    ])
    .map(({ host, subset, port }: Raw) => ({
      service: host.replace(/\..*/, ""),
      subset,
      port: port?.number,
      isCalled: true,
      called: undefined,
    }));
}

function ofRoute({ spec }: Raw): readonly Place[] {
  const [parent] = spec.parentRefs;
  return spec.rules
    .flatMap(({ backendRefs = [], filters = [] }: Raw) => [
      ...backendRefs.filter(({ weight = 1 }: Raw) => weight > 0),
      ...filters.flatMap(({ requestMirror }: Raw) =>
        requestMirror ? [requestMirror.backendRef] : [],
      ),
    ])
    .map(({ name, port }: Raw) => ({
      service: name,
      subset: undefined,
      port,
      isCalled: parent.kind === "Service",
      called: parent.port,
    }));
}

/** The labels of what stands for a version: a subset, or a Service of its own. */
function versionsOf(objects: Objects): readonly Raw[] {
  const rule = objects.get("DestinationRule web-app") as Raw;
  return [
    ...(rule?.spec.subsets ?? []).map(({ labels }: Raw) => labels),
    ...[...objects].flatMap(([key, object]) =>
      key.startsWith("Service web-app-") ? [(object as Raw).spec.selector] : [],
    ),
  ];
}

/** What is wrong with the one service's routes at a moment, pods being ready only if they were there before. */
function wrongIn(
  objects: Objects,
  old: Objects,
  known: readonly Raw[],
): readonly string[] {
  const rule = objects.get("DestinationRule web-app") as Raw;
  const subsets = new Map<string, Raw>(
    (rule?.spec.subsets ?? []).map((one: Raw) => [one.name, one.labels]),
  );
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
  const ready = (wanted: Raw) =>
    pods.some((pod) => pod.ready && carries(pod.labels, wanted));
  const wrong: string[] = [];
  const own = objects.get("Service web-app") as Raw;
  if (!ready(own.spec.selector)) wrong.push("no pods");
  const places = placesIn(objects);
  for (const { service: name, subset, port } of places) {
    const service = objects.get(`Service ${name}`) as Raw;
    const labels = subset === undefined ? {} : subsets.get(subset);
    if (!service) wrong.push(`no Service ${name}`);
    else if (!labels) wrong.push(`no subset ${subset}`);
    else {
      if (!ready({ ...service.spec.selector, ...labels }))
        wrong.push(`no pods of ${subset ?? name}`);
      if (port && !portsOf(service).includes(port))
        wrong.push(`no port ${port} of ${name}`);
    }
  }
  // A port that was not there before has no callers yet, and what was so before is not the step's.
  const ports = portsOf(old.get("Service web-app"));
  const before = exposedPorts(old, known);
  const exposed = exposedPorts(objects, known).filter(
    (port) => ports.includes(port) && !before.includes(port),
  );
  if (exposed.length > 0)
    wrong.push("a version gets requests that no route gives it");
  return wrong;
}

/** The ports whose requests go to the pods of several versions by no route's weight. */
function exposedPorts(
  objects: Objects,
  known: readonly Raw[],
): readonly number[] {
  const versions = new Set(
    [...objects].flatMap(([key, object]) =>
      key.startsWith("Deployment ")
        ? known
            .filter((wanted) =>
              carries((object as Raw).spec.template.metadata.labels, wanted),
            )
            .map(({ version }) => version)
        : [],
    ),
  );
  if (versions.size < 2) return [];
  const places = placesIn(objects);
  return portsOf(objects.get("Service web-app")).filter((port) => {
    const taken = places.filter(
      ({ isCalled, called = port }) => isCalled && called === port,
    );
    return (
      taken.length === 0 ||
      taken.some(
        ({ service, subset }) => service === "web-app" && subset === undefined,
      )
    );
  });
}

function carries(labels: Raw, wanted: Raw): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function portsOf(service: Raw): readonly number[] {
  return service.spec.ports.map(({ port }: Raw) => port);
}
