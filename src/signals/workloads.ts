import * as istio from "../metrics/istio";
import type { Counter, Duration, Instant, Where } from "../promql/build";
import type { RawLabel } from "./requests";
import { rawRates } from "./requests";

type TcpLabel = typeof istio.tcpOpened extends Counter<infer L> ? L : never;

/**
 * Questions about the workloads at both ends, which no recording keeps: read
 * raw, by any of the labels. The reporter is to be given, so that each request
 * counts once.
 */
type Requests = Where<RawLabel>;
type Connections = Where<TcpLabel>;

/** Requests a second. */
export function requestsBy<const K extends RawLabel>(
  where: Requests,
  window: Duration,
  ...by: readonly K[]
): Instant<K> {
  return istio.requests
    .where(where)
    .rate(window)
    .sumBy(...by);
}

/** The share of the requests that fail; nothing without traffic. */
export function errorRatioBy<const K extends RawLabel>(
  where: Requests,
  window: Duration,
  ...by: readonly K[]
): Instant<K> {
  const { failed, all } = rawRates(istio.requests.where(where), window, by);
  return failed.div(all.gt(0));
}

/** The duration, in milliseconds, that a share of the requests does not pass. */
export function latencyBy<const K extends RawLabel>(
  where: Requests,
  quantile: number,
  window: Duration,
  ...by: readonly K[]
): Instant<K> {
  return istio.requestDuration.where(where).quantile(quantile, window, ...by);
}

/** The mean size of requests or responses, in bytes. */
export function meanSizeBy<const K extends RawLabel>(
  of: "requests" | "responses",
  where: Requests,
  window: Duration,
  ...by: readonly K[]
): Instant<K> {
  const sizes = of === "requests" ? istio.requestBytes : istio.responseBytes;
  const all = sizes
    .where(where)
    .count.rate(window)
    .sumBy(...by);
  return sizes
    .where(where)
    .sum.rate(window)
    .sumBy(...by)
    .div(all.gt(0));
}

/** TCP connections a second. */
export function connectionsBy<const K extends TcpLabel>(
  where: Connections,
  window: Duration,
  ...by: readonly K[]
): Instant<K> {
  return istio.tcpOpened
    .where(where)
    .rate(window)
    .sumBy(...by);
}

/** Bytes a second over TCP that servers sent, or received. */
export function tcpBytesBy<const K extends TcpLabel>(
  which: "sent" | "received",
  where: Connections,
  window: Duration,
  ...by: readonly K[]
): Instant<K> {
  const bytes = which === "sent" ? istio.tcpSent : istio.tcpReceived;
  return bytes
    .where(where)
    .rate(window)
    .sumBy(...by);
}
