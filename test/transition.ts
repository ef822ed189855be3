import { App } from "cdk8s";
import { Mesh } from "../src/constructs/mesh";
import type { ServiceProps } from "../src/mesh/service";
import { checked } from "../src/synth/checked";
import { render } from "../src/synth/render";
import type { Manifest } from "./manifest";
import { documents } from "./manifest";

/** The objects of a synthesized mesh, by kind and name. */
export interface State {
  readonly objects: ReadonlyMap<string, Manifest>;
}

const made = new Map<string, State>();

export function state(service: ServiceProps): State {
  const key = JSON.stringify(service);
  const known = made.get(key) ?? synthesized(service);
  made.set(key, known);
  return known;
}

function synthesized(service: ServiceProps): State {
  const app = new App();
  new Mesh(app, "shop", { name: "shop", services: [service] });
  const { dist, problems } = render(app);
  expect(problems).toEqual([]);
  expect(checked("dist", dist)).toEqual({ errors: 0, report: "" });
  const objects = dist.flatMap(({ content }) => documents(content));
  return {
    objects: new Map(
      objects.map((o) => [`${o["kind"]} ${o["metadata"].name}`, o]),
    ),
  };
}

export function podsOf({ objects }: State): readonly string[] {
  return [...objects.values()]
    .filter(({ kind }) => kind === "Deployment")
    .map(({ spec }) => spec.template.metadata.labels.version as string);
}

export function subsetsOf({ objects }: State): readonly string[] {
  const rule = objects.get("DestinationRule web-app");
  return (rule?.["spec"].subsets ?? []).map(
    ({ name }: { name: string }) => name,
  );
}

interface Destination {
  readonly destination: { readonly subset?: string };
  readonly weight?: number;
}

function httpOf({ objects }: State): readonly Manifest[] {
  return objects.get("VirtualService web-app")?.["spec"].http ?? [];
}

/** Subsets that a VirtualService names, whatever their weight. */
function named(given: State): readonly string[] {
  return httpOf(given).flatMap(({ route, mirror }) =>
    [
      ...(route as Destination[]).map(({ destination }) => destination.subset),
      mirror?.subset as string | undefined,
    ].filter((subset) => subset !== undefined),
  );
}

export function routesOf(given: State): string {
  const http = httpOf(given);
  const rest = http.at(-1);
  const shares = ((rest?.["route"] ?? []) as Destination[]).map(
    ({ destination: { subset = "all pods" }, weight }) =>
      weight === undefined ? subset : `${subset} ${weight} %`,
  );
  return [
    shares.join(", ") || "all pods",
    ...http
      .slice(0, -1)
      .map(
        ({ name, route }) => `the ${name} to ${route[0].destination.subset}`,
      ),
    ...(rest?.["mirror"]
      ? [
          `a copy of ${rest["mirrorPercentage"].value} % to ${rest["mirror"].subset}`,
        ]
      : []),
  ].join("; ");
}

/**
 * What is wrong in any state between two: every subset that is named exists,
 * and has pods that were there before the step began.
 */
export function between(old: State, next: State): readonly string[] {
  const changed = [
    ...new Set([...old.objects.keys(), ...next.objects.keys()]),
  ].filter(
    (key) =>
      JSON.stringify(old.objects.get(key)) !==
      JSON.stringify(next.objects.get(key)),
  );
  const wrong = new Set<string>();
  for (let arrived = 0; arrived < 2 ** changed.length; arrived++) {
    const objects = new Map(old.objects);
    changed.forEach((key, bit) => {
      const object = next.objects.get(key);
      if ((arrived & (1 << bit)) === 0) return;
      if (object) objects.set(key, object);
      else objects.delete(key);
    });
    const now = { objects };
    const subsets = subsetsOf(now);
    const ready = podsOf(now).filter((version) =>
      podsOf(old).includes(version),
    );
    for (const subset of named(now)) {
      if (!subsets.includes(subset)) wrong.add(`no subset ${subset}`);
      if (!ready.includes(subset)) wrong.add(`no pods of ${subset}`);
    }
    // Without subsets, pods of all versions take their share.
    if (named(now).length === 0 && podsOf(now).length > 1)
      wrong.add("the canary gets requests that nobody gave it");
  }
  return [...wrong];
}
