/** What has become of one alert, and when: in seconds since 1970. */
export interface Entry {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  pending?: number;
  firing?: number;
  /** It stopped before it fired, or after. */
  over?: number;
  delivered?: number;
  receiver?: string;
  muted?: number;
  /** The alerts that mute it. */
  mutedBy?: readonly string[];
  /** It is routed to a receiver that stands for nobody. */
  nobody?: string;
}

export type Step =
  "pending" | "firing" | "over" | "delivered" | "muted" | "to nobody";

export interface Event {
  readonly at: number;
  readonly step: Step;
  readonly entry: Entry;
}

type Labels = Readonly<Record<string, string>>;

/** Keeps what the servers say, and tells of each step once. */
export class Ledger {
  private readonly byLabels = new Map<string, Entry>();

  constructor(private readonly tell: (event: Event) => void) {}

  get entries(): readonly Entry[] {
    return [...this.byLabels.values()];
  }

  /** What Prometheus holds for true now. */
  alerts(
    now: number,
    active: readonly { readonly labels: Labels; readonly state: string }[],
  ): void {
    const there = new Set(active.map(({ labels }) => keyOf(labels)));
    for (const { labels, state } of active) {
      const entry = this.entry(labels);
      const step = state === "firing" ? "firing" : "pending";
      if (entry.over !== undefined) this.again(entry);
      if (entry[step] !== undefined) continue;
      entry[step] = now;
      this.tell({ at: now, step, entry });
    }
    for (const [key, entry] of this.byLabels)
      if (!there.has(key) && entry.over === undefined) {
        entry.over = now;
        this.tell({ at: now, step: "over", entry });
      }
  }

  delivered(now: number, receiver: string, alerts: readonly Labels[]): void {
    for (const labels of alerts) {
      const entry = this.entry(labels);
      if (entry.delivered !== undefined) continue;
      entry.delivered = now;
      entry.receiver = receiver;
      this.tell({ at: now, step: "delivered", entry });
    }
  }

  muted(now: number, labels: Labels, by: readonly string[]): void {
    const entry = this.entry(labels);
    if (entry.muted !== undefined) return;
    entry.muted = now;
    entry.mutedBy = by;
    this.tell({ at: now, step: "muted", entry });
  }

  toNobody(now: number, labels: Labels, receiver: string): void {
    const entry = this.entry(labels);
    if (entry.nobody !== undefined) return;
    entry.nobody = receiver;
    this.tell({ at: now, step: "to nobody", entry });
  }

  private entry(labels: Labels): Entry {
    const key = keyOf(labels);
    const known = this.byLabels.get(key);
    if (known) return known;
    const entry: Entry = { name: labels["alertname"] ?? "", labels };
    this.byLabels.set(key, entry);
    return entry;
  }

  /** An alert that comes back starts over; that it was delivered stays. */
  private again(entry: Entry): void {
    delete entry.over;
    delete entry.pending;
    delete entry.firing;
  }
}

/** What makes an alert the same in Prometheus and Alertmanager: its labels. */
export function keyOf(labels: Labels): string {
  return JSON.stringify(
    Object.keys(labels)
      .sort()
      .map((name) => [name, labels[name]]),
  );
}

/** Nothing more will come of this alert. */
export function isSettled(entry: Entry): boolean {
  return (
    entry.over !== undefined ||
    entry.delivered !== undefined ||
    entry.muted !== undefined ||
    entry.nobody !== undefined
  );
}
