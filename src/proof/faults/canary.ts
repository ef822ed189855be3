import { canaryOf, divert, toCanary, toService } from "../change";
import type { InService } from "../fault";
import { canaryFault } from "../fault";
import type { Moment } from "../moment";
import { flowTo } from "../moment";
import { failed, noEndpoint } from "./requests";

const REQUESTS = ["http", "grpc"] as const;

/** The service's traffic, with another share for the canary. */
function reshare(moment: Moment, at: InService, canaryShare: number): Moment {
  const { world, service } = at;
  const canary = canaryOf(at);
  const old = moment.flows.filter(toService(at));
  const total = old.reduce((sum, { perSecond }) => sum + perSecond, 0);
  const stable = service.versions.filter((version) => version !== canary);
  const rest = stable.reduce((sum, { share }) => sum + share, 0);
  return {
    ...moment,
    flows: [
      ...moment.flows.filter((flow) => !old.includes(flow)),
      ...stable.map(({ version, share }) =>
        flowTo(
          world,
          service,
          version,
          total *
            (1 - canaryShare) *
            (rest > 0 ? share / rest : 1 / stable.length),
        ),
      ),
      flowTo(world, service, canary.version, total * canaryShare),
    ],
  };
}

export const canaryFaults = [
  canaryFault({
    name: "canary-errors",
    says: "{size} of the requests to the canary of {service} fail, and none to stable.",
    size: { default: 0.2, unit: "share" },
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toCanary(at), at.size, failed(at.service, "500", "13")),
  }),
  canaryFault({
    name: "canary-latency",
    says: "Each request to the canary of {service} takes {size}.",
    size: { default: 400, unit: "milliseconds" },
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toCanary(at), 1, { milliseconds: at.size }),
  }),
  canaryFault({
    name: "canary-without-endpoint",
    says: "The canary of {service} has no healthy endpoint: its requests fail at their clients, who cannot tell its version.",
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toCanary(at), 1, noEndpoint(at.service)),
  }),
  canaryFault({
    name: "canary-weight-drift",
    says: "The canary of {service} gets {size} of the requests, whatever its weight.",
    size: { default: 0.5, unit: "share" },
    apply: (moment, at) => reshare(moment, at, at.size),
  }),
  canaryFault({
    name: "canary-no-traffic",
    says: "The canary of {service} gets no requests; stable gets them all.",
    apply: (moment, at) => reshare(moment, at, 0),
  }),
] as const;
