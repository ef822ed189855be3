/** What is simulated: a mesh as traffic sees it. */
export interface World {
  readonly namespace: string;
  /** Where istiod runs. @default "istio-system" */
  readonly istioNamespace?: string;
  readonly services: readonly WorldService[];
}

export interface WorldService {
  readonly name: string;
  readonly protocol: "http" | "grpc" | "tcp";
  /** Shares add up to 1. */
  readonly versions: readonly {
    readonly version: string;
    readonly role: "stable" | "canary";
    /** The Service of its own that requests are routed to, whose name proxies then tell. */
    readonly backend?: string;
    readonly share: number;
  }[];
}
