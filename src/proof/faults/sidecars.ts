import { isFromSidecar, report, restate, sidecarsOf, vanish } from "../change";
import { meshFault, serviceFault } from "../fault";
import {
  bareContainersOf,
  PERIODS_PER_SECOND,
  SIDECAR_LIMITS,
} from "../platform/containers";
import { podsOf, podsOfService } from "../pods";

const QUARTER_OF_AN_HOUR = 900;

export const sidecarFaults = [
  serviceFault({
    name: "sidecar-memory",
    says: "The sidecars of {service} use {size} of their memory limit.",
    size: { default: 0.95, unit: "share" },
    apply: (moment, at) =>
      restate(moment, sidecarsOf(at, "container_memory_working_set_bytes"), {
        value: SIDECAR_LIMITS.bytes * at.size,
      }),
  }),
  serviceFault({
    name: "sidecar-cpu",
    says: "The sidecars of {service} use {size} of their CPU limit.",
    size: { default: 0.95, unit: "share" },
    apply: (moment, at) =>
      restate(moment, sidecarsOf(at, "container_cpu_usage_seconds_total"), {
        perSecond: SIDECAR_LIMITS.cores * at.size,
      }),
  }),
  serviceFault({
    name: "sidecar-throttled",
    says: "The sidecars of {service} are held back in {size} of the CPU's periods.",
    size: { default: 0.5, unit: "share" },
    apply: (moment, at) =>
      restate(
        moment,
        sidecarsOf(at, "container_cpu_cfs_throttled_periods_total"),
        { perSecond: PERIODS_PER_SECOND * at.size },
      ),
  }),
  serviceFault({
    name: "sidecar-restarts",
    says: "The sidecars of {service} restart {size} in a quarter of an hour.",
    size: { default: 6, unit: "times" },
    apply: (moment, at) =>
      restate(
        moment,
        sidecarsOf(at, "kube_pod_init_container_status_restarts_total"),
        { perSecond: at.size / QUARTER_OF_AN_HOUR },
      ),
  }),
  serviceFault({
    name: "pod-without-sidecar",
    says: "One pod of {service}, which gets no requests yet, has no sidecar.",
    apply: (moment, { world, service }) => {
      const [stable] = podsOfService(world, service);
      if (!stable) return moment;
      const second = { ...stable, name: `${stable.workload}-2` };
      return report(moment, ...bareContainersOf(second));
    },
  }),
  meshFault({
    name: "no-sidecars",
    says: "No pod of the mesh's namespace has a sidecar.",
    fromStart: true,
    apply: (moment, { world }) => {
      const pods = podsOf(world);
      const names = pods.map(({ name }) => name);
      const bare = vanish(moment, (series) => isFromSidecar(series, names));
      return vanish(
        { ...bare, flows: [] },
        ({ labels }) =>
          labels["container"] === "istio-proxy" &&
          labels["namespace"] === world.namespace,
      );
    },
  }),
] as const;
