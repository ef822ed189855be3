import type { AlertmanagerProps, ReceiverProps } from "../mesh/alertmanager";
import type { KeyRef } from "../mesh/container";
import { nameOf } from "../mesh/reference";
import type { Raw } from "../mesh/shape";
import type { Match } from "./inhibition";
import { inhibitions } from "./inhibition";
import { GROUPING, routes } from "./routes";

/**
 * The spec of an AlertmanagerConfig. The operator adds a matcher on the
 * object's namespace to the route and to every inhibition.
 * https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfig
 */
export function operatorSpec({
  pages,
  tickets = pages,
}: AlertmanagerProps): Raw {
  return {
    route: {
      receiver: "nobody",
      groupBy: GROUPING.by,
      groupWait: GROUPING.wait,
      groupInterval: GROUPING.interval,
      routes: routes.map((route) => ({
        receiver: route.receiver,
        matchers: [matcher({ label: "severity", is: route.severity })],
        repeatInterval: route.repeat,
      })),
    },
    receivers: [
      { name: "nobody" },
      { name: "pages", ...receiver(pages) },
      { name: "tickets", ...receiver(tickets) },
    ],
    inhibitRules: inhibitions.map(({ source, target, equal }) => ({
      sourceMatch: source.map(matcher),
      targetMatch: target.map(matcher),
      equal,
    })),
  };
}

function matcher({ label, is, regex }: Match): Raw {
  return { name: label, value: is, matchType: regex === true ? "=~" : "=" };
}

function receiver(given: ReceiverProps): Raw {
  if ("webhook" in given)
    return { webhookConfigs: [{ url: given.webhook, sendResolved: true }] };
  if ("pagerduty" in given)
    return { pagerdutyConfigs: [{ routingKey: keyOf(given.pagerduty) }] };
  const { channel, url } = given.slack;
  return { slackConfigs: [{ channel, apiURL: keyOf(url) }] };
}

function keyOf({ name, key }: KeyRef): Raw {
  return { name: nameOf(name), key };
}
