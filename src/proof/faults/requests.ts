import type { Change } from "../change";
import { divert, stop, toService } from "../change";
import { serviceFault } from "../fault";
import type { WorldService } from "../world";

const REQUESTS = ["http", "grpc"] as const;

/** gRPC's failures ride on HTTP 200. */
export function failed(
  { protocol }: WorldService,
  code: string,
  grpcStatus: string,
): Change {
  return protocol === "grpc" ? { grpcStatus } : { code };
}

/** What Envoy answers itself where a cluster has no healthy endpoint. */
export function noEndpoint(service: WorldService): Change {
  return { ...failed(service, "503", "14"), flags: "UH", milliseconds: 0 };
}

export const requestFaults = [
  serviceFault({
    name: "errors",
    says: "{size} of the requests to {service} fail at the server.",
    size: { default: 0.2, unit: "share" },
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toService(at), at.size, failed(at.service, "500", "13")),
  }),
  serviceFault({
    name: "client-errors-only",
    says: "{size} of the requests to {service} find no healthy endpoint, which only their clients' proxies see.",
    size: { default: 0.5, unit: "share" },
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toService(at), at.size, noEndpoint(at.service)),
  }),
  serviceFault({
    name: "unrouted",
    says: "{size} of the requests to {service} find no cluster, as when a route names a subset that no DestinationRule has.",
    size: { default: 0.5, unit: "share" },
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toService(at), at.size, {
        ...failed(at.service, "503", "14"),
        flags: "NC",
        milliseconds: 0,
      }),
  }),
  serviceFault({
    name: "grpc-errors",
    says: "{size} of the calls to {service} end with gRPC status 14, on HTTP 200.",
    size: { default: 0.2, unit: "share" },
    protocols: ["grpc"],
    apply: (moment, at) =>
      divert(moment, toService(at), at.size, { grpcStatus: "14" }),
  }),
  serviceFault({
    name: "hang-ups",
    says: "{size} of the clients of {service} hang up before the answer.",
    size: { default: 0.3, unit: "share" },
    harmless: true,
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toService(at), at.size, {
        code: "0",
        grpcStatus: "",
        flags: "DC",
      }),
  }),
  serviceFault({
    name: "client-mistakes",
    says: "{size} of the requests to {service} ask for what is not there.",
    size: { default: 0.5, unit: "share" },
    harmless: true,
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toService(at), at.size, failed(at.service, "404", "5")),
  }),
  serviceFault({
    name: "latency",
    says: "A fifth of the requests to {service} takes {size}.",
    size: { default: 1500, unit: "milliseconds" },
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toService(at), 0.2, { milliseconds: at.size }),
  }),
  serviceFault({
    name: "slow",
    says: "Each request to {service} takes {size}.",
    size: { default: 1500, unit: "milliseconds" },
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toService(at), 1, { milliseconds: at.size }),
  }),
  serviceFault({
    name: "proxy-overhead",
    says: "Proxies and network add {size} to each request to {service}.",
    size: { default: 50, unit: "milliseconds" },
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toService(at), 1, { overhead: at.size }),
  }),
  serviceFault({
    name: "no-traffic",
    says: "Nobody calls {service} any more.",
    apply: (moment, at) => stop(moment, toService(at)),
  }),
  serviceFault({
    name: "tcp-failures",
    says: "{size} of the connections to {service} cannot be made.",
    size: { default: 0.5, unit: "share" },
    protocols: ["tcp"],
    apply: (moment, at) =>
      divert(moment, toService(at), at.size, { flags: "UF" }),
  }),
  serviceFault({
    name: "plaintext",
    says: "{size} of the requests to {service} come without mTLS, from a client without a sidecar.",
    size: { default: 0.2, unit: "share" },
    protocols: REQUESTS,
    apply: (moment, at) =>
      divert(moment, toService(at), at.size, { plaintext: true }),
  }),
  serviceFault({
    name: "plaintext-tcp",
    says: "{size} of the connections to {service} come without mTLS, from a client without a sidecar.",
    size: { default: 0.2, unit: "share" },
    protocols: ["tcp"],
    apply: (moment, at) =>
      divert(moment, toService(at), at.size, { plaintext: true }),
  }),
] as const;
