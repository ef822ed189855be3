import {
  isFromSidecar,
  isTraffic,
  restate,
  sidecarsOf,
  somePods,
  stop,
  vanish,
} from "../change";
import { meshFault, serviceFault } from "../fault";

export const telemetryFaults = [
  serviceFault({
    name: "workload-cert-stale",
    says: "The certificates of {service} are not renewed and hold for {size} more.",
    size: { default: 1_800_000, unit: "milliseconds" },
    apply: (moment, at) =>
      restate(moment, sidecarsOf(at, "istio_agent_cert_expiry_seconds"), {
        value: at.size / 1000,
      }),
  }),
  meshFault({
    name: "scrape-down",
    says: "{size} of the sidecars cannot be scraped.",
    size: { default: 0.3, unit: "share" },
    apply: (moment, at) => {
      const pods = somePods(at);
      const silent = vanish(
        moment,
        (series) => series.metric !== "up" && isFromSidecar(series, pods),
      );
      return restate(
        silent,
        (series) => series.metric === "up" && isFromSidecar(series, pods),
        { value: 0 },
      );
    },
  }),
  serviceFault({
    name: "series-gone",
    says: "No proxy reports requests or connections to {service} any more, though all are scraped.",
    apply: (moment, { service }) =>
      vanish(
        moment,
        (series) =>
          isTraffic(series) &&
          series.labels["destination_service_name"] === service.name,
      ),
  }),
  meshFault({
    name: "telemetry-lost",
    says: "No proxy reports requests or connections any more, though all are scraped.",
    apply: (moment) => vanish(moment, isTraffic),
  }),
  meshFault({
    name: "counter-reset",
    says: "All pods restart: counters begin again from 0.",
    harmless: true,
    reset: true,
    apply: (moment) => moment,
  }),
  meshFault({
    name: "fresh-mesh",
    says: "A new mesh that has had no request yet.",
    harmless: true,
    fromStart: true,
    apply: (moment) => ({ ...moment, flows: [] }),
  }),
  meshFault({
    name: "idle",
    says: "A mesh with requests long ago and none now.",
    harmless: true,
    fromStart: true,
    apply: (moment) => stop(moment, () => true),
  }),
] as const;
