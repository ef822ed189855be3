import type { Ledger } from "./ledger";
import { ask } from "./process";
import { isNobody } from "./routing";

/** Asks both servers once what they know. */
export async function look(
  prometheus: string,
  alertmanager: string,
  now: () => number,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<void> {
  const { data } = (await ask(`${prometheus}/api/v1/alerts`, signal)) as {
    data: { alerts: { labels: Record<string, string>; state: string }[] };
  };
  ledger.alerts(now(), data.alerts);
  const known = (await ask(
    `${alertmanager}/api/v2/alerts`,
    signal,
  )) as readonly Known[];
  for (const { labels, status, receivers } of known) {
    if (status.inhibitedBy.length > 0) {
      const by = known
        .filter((other) => status.inhibitedBy.includes(other.fingerprint))
        .map((other) => other.labels["alertname"] ?? "");
      ledger.muted(now(), labels, by);
    } else if (status.state === "active") {
      const names = receivers.map(({ name }) => name);
      if (names.every(isNobody))
        ledger.toNobody(now(), labels, names.join(", "));
    }
  }
}

/** https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
interface Known {
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: {
    readonly state: "active" | "suppressed" | "unprocessed";
    readonly inhibitedBy: readonly string[];
  };
}
