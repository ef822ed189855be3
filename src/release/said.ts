import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import type { FlaggerCanary } from "./flagger";
import type { Pair } from "./pairs";

/** What a reader of a release asks first, in the order of asking. */
export const TOPICS = {
  services: "Services",
  traffic: "Traffic",
  images: "Images",
  scale: "Replicas and resources",
  restarts: "Restarts",
  objectives: "Objectives",
  alerts: "Alerts",
  metrics: "Metrics",
  security: "Security",
  ports: "Ports and hosts",
} as const;

export type Topic = keyof typeof TOPICS;

/** One thing that changes for users or for those who are called at night. */
export interface Said {
  readonly topic: Topic;
  readonly namespace: string;
  /** Who it is about: `web-app`. */
  readonly subject: string;
  /** `v2 gets 25 % of requests instead of 10 %` */
  readonly text: string;
}

/** All that differs, by what the readers of it ask for. */
export interface Changes {
  readonly pairs: readonly Pair[];
  /** Pairs of a kind: `networking.istio.io/VirtualService`. */
  readonly kind: (groupKind: string) => readonly Pair[];
  /** All objects as they are to be, also those that stay: read when asked for. */
  readonly after: () => Index;
  /** Canaries of Flagger as they are to be, also those that stay. */
  readonly canaries: () => Canaries;
}

export interface Canaries {
  /** The Canary that releases a workload: not one that is new, and has yet to take it over. */
  readonly of: (workload: Manifest) => FlaggerCanary | undefined;
  /** Whether Flagger makes a Service, or a route, of that name. */
  readonly makes: (manifest: Manifest) => boolean;
  readonly isAny: boolean;
}

/** Tells one part of the story. */
export type Reader = (changes: Changes) => readonly Said[];

/** Says things of one object, under its own name unless another is given. */
export function sayOf(
  topic: Topic,
  { identity }: Manifest,
  texts: readonly string[],
  subject = identity.name,
): readonly Said[] {
  const { namespace = "" } = identity;
  return texts.map((text) => ({ topic, namespace, subject, text }));
}
