import type { Clock } from "./clock";
import { shorten } from "./clock";
import type { Raw } from "./raw";
import { isMap } from "./raw";
import type { Routing } from "./routing";
import { isNobody } from "./routing";

/**
 * Alertmanager's configuration for a drill: every receiver is ours, grouping
 * keeps the drill's time, nothing is said twice, and it is always office hours.
 */
export function playedRouting(
  routing: Routing,
  clock: Clock,
  hook: (receiver: string) => string,
): object {
  const root = playedRoute(routing.route, clock);
  return {
    route: {
      // Alertmanager's own defaults, in the drill's time.
      group_wait: shorten("30s", "wait", clock),
      group_interval: shorten("5m", "wait", clock),
      ...root,
      repeat_interval: "1h",
    },
    inhibit_rules: routing.inhibitRules,
    receivers: routing.receivers.map((name) => ({
      name,
      ...(!isNobody(name) && {
        webhook_configs: [{ url: hook(name), send_resolved: false }],
      }),
    })),
  };
}

/** What a drill leaves out of a route: repetitions, and hours at which nobody is told. */
const LEFT_OUT = [
  "repeat_interval",
  "mute_time_intervals",
  "active_time_intervals",
];

function playedRoute(
  route: Raw,
  clock: Clock,
): Readonly<Record<string, unknown>> {
  if (!isMap(route)) return {};
  const fields = Object.entries(route)
    .filter(([name]) => !LEFT_OUT.includes(name))
    .map(([name, value]): readonly [string, unknown] => {
      if (name === "routes" && Array.isArray(value))
        return [name, value.map((inner) => playedRoute(inner, clock))];
      return /^group_(wait|interval)$/.test(name) && typeof value === "string"
        ? [name, shorten(value, "wait", clock)]
        : [name, value];
    });
  return Object.fromEntries(fields);
}
