/** A metric that older rules and dashboards read, and that no Istio of today emits. */
export interface Gone {
  /** Why nothing comes. */
  readonly reason: string;
  /** What to read today. */
  readonly instead: string;
}

const GONE: ReadonlyMap<string, Gone> = new Map([
  [
    "istio_request_duration_seconds",
    {
      reason: "Istio emits it no more since 1.5",
      instead:
        "read istio_request_duration_milliseconds, and compare with milliseconds",
    },
  ],
  [
    "pilot_xds_push_errors",
    {
      reason: "no Istio emits it",
      instead: 'read pilot_xds_pushes{type=~".*_senderr|.*_builderr"}',
    },
  ],
]);

/** What is known of a metric that is gone, a histogram's series included. */
export function goneOf(name: string): Gone | undefined {
  return GONE.get(name.replace(/_(bucket|sum|count)$/, ""));
}

export function isGone(name: string): boolean {
  return goneOf(name) !== undefined;
}
