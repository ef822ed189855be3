import type { Flow } from "./flow";
import { histogram, sumAndCount } from "./histogram";
import type { Reporter } from "./istio-labels";
import { labelsOf, messageLabelsOf, reportersOf } from "./istio-labels";
import type { Series } from "./series";

/** https://github.com/istio/istio: the bootstrap's default buckets, in milliseconds. */
export const DURATION_BUCKETS: readonly number[] = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000,
  60_000, 300_000, 600_000, 1_800_000, 3_600_000,
];

const REQUEST_BYTES = 1_000;
const RESPONSE_BYTES = 4_000;
/** Over TCP, a connection. */
const RECEIVED_BYTES = 2_000;
const SENT_BYTES = 8_000;

/**
 * All that Istio 1.30 emits for a flow, at each proxy that counts it, as it
 * stands in Prometheus. Of the byte histograms only sums and counts; no query
 * here asks for their buckets.
 *
 *     seriesOf({ source, destination, protocol: "http", perSecond: 20 })
 *     => istio_requests_total{reporter="source", …} +20 a second
 *        istio_request_duration_milliseconds_bucket{reporter="source", …, le="0.5"} …
 */
export function seriesOf(flow: Flow): readonly Series[] {
  const series = flow.protocol === "tcp" ? connections : requests;
  return reportersOf(flow).flatMap((reporter) => series(flow, reporter));
}

function requests(flow: Flow, reporter: Reporter): readonly Series[] {
  const labels = labelsOf(flow, reporter);
  const { perSecond, protocol, milliseconds = 20, overhead = 1 } = flow;
  const added = reporter === "source" ? overhead : 0;
  const counter = (metric: string): Series => ({ metric, labels, perSecond });
  return [
    counter("istio_requests_total"),
    ...histogram(
      "istio_request_duration_milliseconds",
      labels,
      DURATION_BUCKETS,
      { perSecond, each: milliseconds + added },
    ),
    ...sumAndCount("istio_request_bytes", labels, {
      perSecond,
      each: REQUEST_BYTES,
    }),
    ...sumAndCount("istio_response_bytes", labels, {
      perSecond,
      each: RESPONSE_BYTES,
    }),
    ...(protocol === "grpc" ? messages(flow, reporter) : []),
  ];
}

function messages(flow: Flow, reporter: Reporter): readonly Series[] {
  const labels = messageLabelsOf(flow, reporter);
  return ["request", "response"].map((direction) => ({
    metric: `istio_${direction}_messages_total`,
    labels,
    perSecond: flow.perSecond,
  }));
}

function connections(flow: Flow, reporter: Reporter): readonly Series[] {
  const labels = labelsOf(flow, reporter);
  const grows = (metric: string, by = 1): Series => ({
    metric: `istio_tcp_${metric}_total`,
    labels,
    perSecond: flow.perSecond * by,
  });
  return [
    grows("connections_opened"),
    grows("connections_closed"),
    grows("received_bytes", RECEIVED_BYTES),
    grows("sent_bytes", SENT_BYTES),
  ];
}
