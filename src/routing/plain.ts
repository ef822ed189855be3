import type { AlertmanagerProps, ReceiverProps } from "../mesh/alertmanager";
import { nameOf } from "../mesh/reference";
import type { KeyRef } from "../mesh/container";
import type { Raw } from "../mesh/shape";
import type { Match } from "./inhibition";
import { inhibitions } from "./inhibition";
import { GROUPING, routes } from "./routes";

/**
 * A whole configuration for an Alertmanager without the operator. Keys are
 * read from files, where the operator and most charts mount Secrets.
 */
export function plainConfig(
  namespace: string,
  { pages, tickets = pages }: AlertmanagerProps,
): Raw {
  return {
    route: {
      receiver: "nobody",
      routes: [
        {
          receiver: "nobody",
          matchers: [`namespace="${namespace}"`],
          group_by: GROUPING.by,
          group_wait: GROUPING.wait,
          group_interval: GROUPING.interval,
          routes: routes.map(({ severity, receiver, repeat }) => ({
            receiver,
            matchers: [`severity="${severity}"`],
            repeat_interval: repeat,
          })),
        },
      ],
    },
    receivers: [
      { name: "nobody" },
      { name: "pages", ...receiver(pages) },
      { name: "tickets", ...receiver(tickets) },
    ],
    inhibit_rules: inhibitions.map(({ source, target, equal }) => ({
      source_matchers: source.map(matcher),
      target_matchers: target.map(matcher),
      equal,
    })),
  };
}

function matcher({ label, is, regex }: Match): string {
  return `${label}${regex === true ? "=~" : "="}${JSON.stringify(is)}`;
}

function receiver(given: ReceiverProps): Raw {
  if ("webhook" in given)
    return { webhook_configs: [{ url: given.webhook, send_resolved: true }] };
  if ("pagerduty" in given)
    return {
      pagerduty_configs: [{ routing_key_file: file(given.pagerduty) }],
    };
  const { channel, url } = given.slack;
  return { slack_configs: [{ channel, api_url_file: file(url) }] };
}

function file({ name, key }: KeyRef): string {
  return `/etc/alertmanager/secrets/${nameOf(name)}/${key}`;
}
