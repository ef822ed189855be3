/** Requests (or, over TCP, connections) between two workloads, at a steady rate. */
export interface Flow {
  readonly source: Peer;
  readonly destination: Peer & {
    readonly service: string;
    /** The Service whose cluster the route leads to. @default - the one that is called */
    readonly backend?: string;
  };
  readonly protocol: "http" | "grpc" | "tcp";
  readonly perSecond: number;
  /** @default "200" */
  readonly code?: string;
  /** gRPC only. @default "0" */
  readonly grpcStatus?: string;
  /** Envoy's response flags. @default "-" */
  readonly flags?: string;
  /** How long each takes at the server. @default 20 */
  readonly milliseconds?: number;
  /** What the client's proxy and the network add to that. @default 1 */
  readonly overhead?: number;
  /** Without mTLS; the source then has no sidecar. @default false */
  readonly plaintext?: boolean;
  /**
   * Which proxies count it.
   * @default - both; only the destination where it is plain text, only the
   * source where the flags say that no server was reached (UH, UF, UO, NR, NC)
   */
  readonly seenBy?: readonly ("source" | "destination")[];
}

export interface Peer {
  readonly workload: string;
  readonly namespace: string;
  readonly version: string;
}
