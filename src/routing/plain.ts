import type { AlertmanagerProps, ReceiverProps } from "../mesh/alertmanager";
import { nameOf } from "../mesh/reference";
import type { KeyRef } from "../mesh/container";
import type { Raw } from "../mesh/shape";
import type { Match } from "./inhibition";
import { inhibitions } from "./inhibition";
import { GROUPING, routes } from "./routes";

/** Who is told of one mesh's alerts. */
export interface Told {
  /** The mesh's; its alerts carry it. */
  readonly namespace: string;
  readonly to: AlertmanagerProps;
  /** Before the names of its receivers. @default - nothing */
  readonly prefix?: string;
}

/**
 * A whole configuration for an Alertmanager without the operator. Keys are
 * read from files, where the operator and most charts mount Secrets.
 */
export function plainConfig(namespace: string, to: AlertmanagerProps): Raw {
  return plainConfigs([{ namespace, to }]);
}

/** The same for several meshes, each with receivers of its own. */
export function plainConfigs(meshes: readonly Told[]): Raw {
  return {
    route: {
      receiver: "nobody",
      routes: meshes.map(({ namespace, prefix = "" }) => ({
        receiver: "nobody",
        matchers: [`namespace="${namespace}"`],
        group_by: GROUPING.by,
        group_wait: GROUPING.wait,
        group_interval: GROUPING.interval,
        routes: routes.map(({ severity, receiver, repeat }) => ({
          receiver: receiver === "nobody" ? receiver : `${prefix}${receiver}`,
          matchers: [`severity="${severity}"`],
          repeat_interval: repeat,
        })),
      })),
    },
    receivers: [
      { name: "nobody" },
      ...meshes.flatMap(({ to: { pages, tickets = pages }, prefix = "" }) => [
        { name: `${prefix}pages`, ...receiver(pages) },
        { name: `${prefix}tickets`, ...receiver(tickets) },
      ]),
    ],
    inhibit_rules: inhibitions.map(({ source, target, equal }) => ({
      source_matchers: source.map(matcher),
      target_matchers: target.map(matcher),
      equal,
    })),
  };
}

/** Secrets that hold the keys, each once. */
export function secretsOf(meshes: readonly Told[]): readonly string[] {
  const refs = meshes
    .flatMap(({ to }) => [to.pages, to.tickets])
    .flatMap((given) => {
      if (given === undefined || "webhook" in given) return [];
      return ["pagerduty" in given ? given.pagerduty : given.slack.url];
    });
  return [...new Set(refs.map(({ name }) => nameOf(name)))];
}

/** Where Secrets are mounted, a folder each. */
export const SECRETS_FOLDER = "/etc/alertmanager/secrets";

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
  return `${SECRETS_FOLDER}/${nameOf(name)}/${key}`;
}
