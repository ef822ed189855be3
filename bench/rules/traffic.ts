import type { MeshDescription } from "../../src/mesh/mesh";
import type { Flow, Peer } from "../../src/proof/flow";
import { seriesOf } from "../../src/proof/istio-series";
import { worldOf } from "../../src/proof/mesh-world";
import { agentOf } from "../../src/proof/platform/agent";
import { containersOf } from "../../src/proof/platform/containers";
import { istiodOf } from "../../src/proof/platform/istiod";
import { podOf } from "../../src/proof/pods";
import type { Series } from "../../src/proof/series";
import type { World, WorldService } from "../../src/proof/world";

const PODS = { stable: 3, canary: 1 } as const;
/** Each service is called by the next ones of the mesh. */
const CALLERS = 2;
const PER_SECOND = 20;
/** Of the requests of one of the callers. */
const FEW = 0.0005;
const MANY = 0.5;

/**
 * All that a mesh of many pods reports: a series a pod, a caller, a version and
 * a response code. Nearly all is well; some services fail or are slow, so that
 * it shows whether both sides find the same.
 */
export function trafficOf(mesh: MeshDescription): readonly Series[] {
  const world = worldOf(mesh);
  return [
    ...world.services.flatMap((service, index) => [
      ...istioSeries(world, service, index),
      ...service.versions.flatMap(({ version, role }) =>
        podSeries(world, service, version, PODS[role]),
      ),
    ]),
    ...istiodOf(world),
  ];
}

function istioSeries(
  { namespace, services }: World,
  { name, versions }: WorldService,
  index: number,
): readonly Series[] {
  const callers = Array.from({ length: CALLERS }, (_, next): Peer => {
    const caller = services[(index + next + 1) % services.length]?.name ?? name;
    return { workload: `${caller}-v1`, namespace, version: "v1" };
  });
  return versions.flatMap(({ version, role, share }) => {
    const to = { workload: `${name}-${version}`, namespace, version };
    const ill = illness(index, role);
    return callers.flatMap((source, caller) => {
      const perSecond = (PER_SECOND * share) / CALLERS;
      const flow: Flow = {
        source,
        destination: { ...to, service: name },
        protocol: "http",
        perSecond,
        milliseconds: ill.milliseconds,
      };
      if (caller > 0) return atPods(flow, PODS[role]);
      const failed = perSecond * ill.failing;
      return [
        ...atPods({ ...flow, perSecond: perSecond - failed }, PODS[role]),
        ...atPods({ ...flow, perSecond: failed, code: "500" }, PODS[role]),
      ];
    });
  });
}

function illness(index: number, role: "stable" | "canary") {
  const failing = index % 20 === (role === "stable" ? 7 : 0);
  const slow = index % 20 === (role === "stable" ? 13 : 4);
  return {
    failing: failing ? MANY : FEW,
    milliseconds: slow ? 1500 : 20,
  };
}

/** A flow as each pod at either of its ends counts it. */
function atPods(flow: Flow, pods: number): readonly Series[] {
  return [
    ...each(PODS.stable, (pod) =>
      onPod(
        { ...flow, perSecond: flow.perSecond / PODS.stable },
        "source",
        pod,
      ),
    ),
    ...each(pods, (pod) =>
      onPod({ ...flow, perSecond: flow.perSecond / pods }, "destination", pod),
    ),
  ];
}

function onPod(
  flow: Flow,
  reporter: "source" | "destination",
  pod: number,
): readonly Series[] {
  const { workload } = flow[reporter];
  return seriesOf({ ...flow, seenBy: [reporter] }).map((series) =>
    named(series, workload, pod),
  );
}

/** src/proof has one pod a workload; here are several. */
function named(series: Series, workload: string, pod: number): Series {
  const name = `${workload}-${pod}`;
  const labels = { ...series.labels, pod: name, instance: `${name}:15020` };
  return { ...series, labels };
}

function podSeries(
  { namespace }: World,
  { name }: WorldService,
  version: string,
  pods: number,
): readonly Series[] {
  const one = podOf(
    { workload: `${name}-${version}`, namespace, version },
    name,
  );
  return each(pods, (pod) => [
    ...agentOf(one).map((series) => named(series, one.workload, pod)),
    ...containersOf({ ...one, name: `${one.workload}-${pod}` }),
  ]);
}

function each<T>(count: number, make: (index: number) => readonly T[]): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1)).flat();
}
