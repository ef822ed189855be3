import type { Instant } from "../promql/build";
import { gauge } from "../promql/build";

const ALERT = ["alertname", "severity", "service"] as const;
type AlertLabel = (typeof ALERT)[number];

/** What Prometheus itself records of alerts; every alert here has these labels. */
const alerts = gauge("ALERTS", ["alertstate", "namespace", ...ALERT]);

/** How many times each alert of a namespace fires. */
export function firing(namespace: string): Instant<AlertLabel> {
  return alerts.where({ alertstate: "firing", namespace }).countBy(...ALERT);
}
