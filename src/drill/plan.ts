import type { Phase } from "../proof/series";
import type { Clock } from "./clock";
import type { Compressed } from "./compress";
import type { Notification } from "./desk";
import type { Entry, Event } from "./ledger";
import type { Programs } from "./programs";
import type { Routing } from "./routing";

/** All that a drill needs to run. */
export interface Plan {
  readonly programs: Programs;
  readonly rules: Compressed;
  readonly routing: Routing;
  readonly clock: Clock;
  /** What there is before the fault. */
  readonly before: Phase;
  /** What there is once the fault begins; absent where all stays well. */
  readonly fault?: Phase;
  /** How long all of it may take, from start to stop. */
  readonly seconds: number;
  /** 0 for a free one. */
  readonly ports: {
    readonly prometheus: number;
    readonly alertmanager: number;
  };
}

/** What somebody who watches is told while it runs. */
export interface Watcher {
  readonly started: (prometheus: string, alertmanager: string) => void;
  readonly faultBegins: () => void;
  /** Steps of alerts, and when the fault began: times count in seconds since 1970. */
  readonly events: (events: readonly Event[], origin: number) => void;
}

/** A notification, and when it came. */
export interface Heard extends Notification {
  readonly at: number;
}

export interface Outcome {
  readonly entries: readonly Entry[];
  readonly heard: readonly Heard[];
  /** When the fault began, and when the drill ended. */
  readonly origin: number;
  readonly end: number;
}

/** Where a stage is set: what is to be stopped is in `stops` from the moment it runs. */
export interface Surroundings {
  readonly folder: string;
  readonly stops: (() => Promise<void>)[];
  readonly heard: (notification: Notification) => void;
  readonly signal: AbortSignal;
}
