import type { Manifest, Path } from "../manifests/manifest";
import type { Protocol } from "../manifests/protocols";
import type { Workload } from "../manifests/workloads";
import type { ObjectiveProps } from "../mesh/objective";

/** How a workload stands to the mesh: in it already, taken in now, or left outside. */
export type Membership = "in" | "joins" | "out";

/** A workload, and what is known of it; `because` says from what. */
export interface FoundWorkload {
  readonly workload: Workload;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly membership: Membership;
  readonly membershipBecause: string;
  /** The pods' `app` label, now or after the patch. */
  readonly app: string;
  /** The pods' `version` label, now or after the patch. */
  readonly version: string;
  readonly versionBecause: string;
  readonly replicas: number;
}

/** One port of a Service. */
export interface FoundPort {
  readonly name: string;
  readonly number: number;
  /** The port's number in the pods, where it can be told. */
  readonly target?: number;
  readonly transport: string;
  /** What is spoken, in Istio's words; absent where Istio finds out itself. */
  readonly protocol?: Protocol;
  /** What it is more closely: `redis` over tcp. */
  readonly application?: string;
  /** What it may well be, which is too little to write it down. */
  readonly guess?: Protocol;
  readonly because: string;
  /** Whether Istio reads it from the manifest as it is. */
  readonly declared: boolean;
}

/** A Service and the workloads behind it, in the order of their names. */
export interface FoundService {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  readonly ports: readonly FoundPort[];
  readonly workloads: readonly FoundWorkload[];
  readonly headless: boolean;
  readonly slo?: ObjectiveProps;
  readonly canary?: FoundCanary;
}

/** Two versions behind one Service. */
export interface FoundCanary {
  readonly stable: FoundWorkload;
  readonly canary: FoundWorkload;
  readonly because: string;
  /** The canary's share of the requests in percent, and from what it is told. */
  readonly weight: number;
  readonly weightBecause: string;
  /** By which labels the pods of each are told apart; all of them are there today. */
  readonly labels: Readonly<
    Record<"stable" | "canary", Readonly<Record<string, string>>>
  >;
  /** What is not there yet: the VirtualService, and the DestinationRule with the subsets. */
  readonly makes: { readonly route: boolean; readonly rule: boolean };
}

/** A workload calls a Service. */
export interface Call {
  readonly from: FoundWorkload;
  readonly namespace: string;
  readonly service: string;
  readonly port?: number;
  readonly because: string;
}

/** One value that is added to an object, or changed. */
export interface Patch {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly value: string;
  readonly because: string;
}
