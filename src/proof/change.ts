import type { InMesh, InService } from "./fault";
import type { Flow } from "./flow";
import type { Moment } from "./moment";
import { podsOf, podsOfService } from "./pods";
import type { Series } from "./series";

/** What becomes of a flow; how much of it is said beside. */
export type Change = Omit<Partial<Flow>, "perSecond">;

/** A share of some flows goes another way; the rest stays as it is. */
export function divert(
  moment: Moment,
  meant: (flow: Flow) => boolean,
  share: number,
  change: Change,
): Moment {
  const flows = moment.flows.flatMap((flow) => {
    if (!meant(flow)) return [flow];
    const { perSecond } = flow;
    const changed = { ...flow, ...change, perSecond: perSecond * share };
    const rest = { ...flow, perSecond: perSecond * (1 - share) };
    return share < 1 ? [rest, changed] : [changed];
  });
  return { ...moment, flows };
}

/** Some flows come to rest: their counters are there and stand still. */
export function stop(moment: Moment, meant: (flow: Flow) => boolean): Moment {
  const flows = moment.flows.map((flow) =>
    meant(flow) ? { ...flow, perSecond: 0 } : flow,
  );
  return { ...moment, flows };
}

/** Some of the platform's series say something else. */
export function restate(
  moment: Moment,
  meant: (series: Series) => boolean,
  change: Partial<Series>,
): Moment {
  return {
    ...moment,
    platform: moment.platform.map((series) =>
      meant(series) ? { ...series, ...change } : series,
    ),
  };
}

/** The platform reports what it did not before. */
export function report(moment: Moment, ...series: readonly Series[]): Moment {
  return { ...moment, platform: [...moment.platform, ...series] };
}

export function vanish(
  moment: Moment,
  gone: (series: Series) => boolean,
): Moment {
  return { ...moment, gone: [...moment.gone, gone] };
}

export function toService({ service }: InService): (flow: Flow) => boolean {
  return ({ destination }) => destination.service === service.name;
}

export function toCanary(at: InService): (flow: Flow) => boolean {
  const canary = canaryOf(at);
  return (flow) =>
    toService(at)(flow) && flow.destination.version === canary.version;
}

/** Who asks has made sure that there is one: see `parseFault`. */
export function canaryOf({ service }: InService) {
  const canary = service.versions.find(({ role }) => role === "canary");
  if (!canary) throw new Error(`${service.name} has no canary`);
  return canary;
}

/** A metric of the sidecars of a service's pods. */
export function sidecarsOf(
  { world, service }: InService,
  metric: string,
): (series: Series) => boolean {
  const pods = podsOfService(world, service).map(({ name }) => name);
  return (series) =>
    series.metric === metric &&
    series.labels["container"] === "istio-proxy" &&
    pods.includes(series.labels["pod"] ?? "");
}

/** The names of a share of the mesh's pods, and of one at least; the last ones first. */
export function somePods({ world, size }: InMesh): readonly string[] {
  const names = podsOf(world).map(({ name }) => name);
  return names.slice(-Math.max(1, Math.round(names.length * size)));
}

/** Whether Prometheus reads it from a sidecar, and from which. */
export function isFromSidecar(
  { labels }: Series,
  pods: readonly string[],
): boolean {
  return (
    labels["job"]?.endsWith("/istio-proxies") === true &&
    pods.includes(labels["pod"] ?? "")
  );
}

export function isTraffic({ metric }: Series): boolean {
  return /^istio_(request|response|tcp)/.test(metric);
}
