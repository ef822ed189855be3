import type { Flow, Peer } from "./flow";
import { sidecarTarget } from "./pods";

export type Reporter = "source" | "destination";
type Labels = Readonly<Record<string, string>>;

/**
 * What a client's proxy learns of the server, by how far the request got. Read
 * from `populatePeerInfo` in istio/proxy,
 * source/extensions/filters/http/istio_stats/istio_stats.cc.
 */
interface Known {
  /** The route led to a cluster, which names the service. */
  readonly service: boolean;
  /** An endpoint was picked; istiod tells its workload, but neither app nor version. */
  readonly endpoint: boolean;
  /** A connection stood, with the certificates of both ends. */
  readonly certificates: boolean;
  /** The server's proxy answered, and said who it is. */
  readonly peer: boolean;
}

const NO_ROUTE = ["NR", "NC"];
const NO_ENDPOINT = ["UH"];
const NO_CONNECTION = ["UF", "UO"];
/** Broken off before the answer's headers, by either end or by a timeout. */
const NO_ANSWER = ["DC", "UC", "UT", "UR", "LR"];

export function reportersOf(flow: Flow): readonly Reporter[] {
  if (flow.seenBy) return flow.seenBy;
  if (flow.plaintext === true) return ["destination"];
  const unreached = [...NO_ROUTE, ...NO_ENDPOINT, ...NO_CONNECTION];
  return has(flow, unreached) ? ["source"] : ["source", "destination"];
}

/**
 * The labels that telemetry v2 puts on a flow's metrics at one of its two
 * proxies: 25 on requests, on TCP the same without `response_code` and
 * `grpc_response_status`. Those of the scraped pod follow.
 */
export function labelsOf(flow: Flow, reporter: Reporter): Labels {
  const { protocol } = flow;
  const security = flow.plaintext === true ? "none" : "mutual_tls";
  return {
    ...endsOf(flow, reporter),
    request_protocol: protocol,
    response_flags: flow.flags ?? "-",
    connection_security_policy: reporter === "source" ? "unknown" : security,
    ...(protocol !== "tcp" && {
      response_code: flow.code ?? "200",
      grpc_response_status: protocol === "grpc" ? (flow.grpcStatus ?? "0") : "",
    }),
    ...targetOf(flow, reporter),
  };
}

/**
 * gRPC messages are counted while a stream runs, before it has a code, flags
 * or a security policy: 20 labels.
 */
export function messageLabelsOf(flow: Flow, reporter: Reporter): Labels {
  return { ...endsOf(flow, reporter), ...targetOf(flow, reporter) };
}

function endsOf(flow: Flow, reporter: Reporter): Labels {
  const { source, plaintext } = flow;
  const known = reporter === "source" ? knownAtSource(flow) : EVERYTHING;
  const certificates = known.certificates && plaintext !== true;
  const stranger = reporter === "destination" && plaintext === true;
  return {
    reporter,
    ...end("source", stranger ? undefined : source, certificates),
    ...destinationEnd(flow, known, certificates),
    ...serviceLabels(flow, known.service),
  };
}

function targetOf(flow: Flow, reporter: Reporter): Labels {
  return sidecarTarget(flow[reporter]);
}

const EVERYTHING: Known = {
  service: true,
  endpoint: true,
  certificates: true,
  peer: true,
};

function knownAtSource(flow: Flow): Known {
  // A server that does not count the request has no proxy to answer for it.
  const sidecar = reportersOf(flow).includes("destination");
  const service = !has(flow, NO_ROUTE);
  const endpoint = service && !has(flow, NO_ENDPOINT);
  const certificates = endpoint && sidecar && !has(flow, NO_CONNECTION);
  const peer = certificates && !has(flow, NO_ANSWER);
  return { service, endpoint, certificates, peer };
}

function has({ flags }: Flow, some: readonly string[]): boolean {
  return (flags ?? "-").split(",").some((flag) => some.includes(flag));
}

function destinationEnd(
  { destination }: Flow,
  known: Known,
  certificates: boolean,
): Labels {
  const labels = end(
    "destination",
    known.endpoint ? destination : undefined,
    certificates,
  );
  return known.peer
    ? labels
    : { ...labels, destination_app: UNKNOWN, destination_version: UNKNOWN };
}

const UNKNOWN = "unknown";

/** The eight labels of one end; `unknown` throughout where nobody told, but for the revision. */
function end(
  side: Reporter,
  peer: Peer | undefined,
  certificates: boolean,
): Labels {
  const app = peer && appOf(peer);
  return {
    [`${side}_workload`]: peer?.workload ?? UNKNOWN,
    [`${side}_workload_namespace`]: peer?.namespace ?? UNKNOWN,
    [`${side}_principal`]:
      peer && certificates
        ? `spiffe://cluster.local/ns/${peer.namespace}/sa/${app}`
        : UNKNOWN,
    [`${side}_app`]: app ?? UNKNOWN,
    [`${side}_version`]: peer?.version ?? UNKNOWN,
    [`${side}_canonical_service`]: app ?? UNKNOWN,
    [`${side}_canonical_revision`]: peer?.version ?? "latest",
    [`${side}_cluster`]: peer ? "Kubernetes" : UNKNOWN,
  };
}

/** Without a cluster the Host header stands in for the service. */
function serviceLabels({ destination }: Flow, known: boolean): Labels {
  const { service, backend = service, namespace } = destination;
  return {
    destination_service: known
      ? `${backend}.${namespace}.svc.cluster.local`
      : service,
    destination_service_name: known ? backend : service,
    destination_service_namespace: known ? namespace : UNKNOWN,
  };
}

/** The `app` label: the workload is named `<app>-<version>`, or like its app. */
function appOf({ workload, version }: Peer): string {
  const ending = `-${version}`;
  return workload.endsWith(ending)
    ? workload.slice(0, -ending.length)
    : workload;
}
