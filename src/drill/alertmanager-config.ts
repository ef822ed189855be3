import type { Manifest } from "./manifests";
import type { Raw } from "./raw";
import { at, isMap, listAt, textAt } from "./raw";
import type { Routing } from "./routing";

/**
 * What the Prometheus operator makes of AlertmanagerConfig objects: each is a
 * route below one that goes to nobody, for alerts of its own namespace only.
 * https://prometheus-operator.dev/docs/developer/alerting/
 */
export function fromOperator(objects: readonly Manifest[]): Routing {
  return {
    from: `AlertmanagerConfig ${objects.map(({ name }) => name).join(", ")}`,
    route: {
      receiver: "null",
      routes: objects.flatMap((config) => {
        const route = at(config.object, "spec", "route");
        if (!isMap(route)) return [];
        const own = routeOf(route);
        return [
          {
            ...own,
            matchers: [...namespaceOf(config), ...own.matchers],
            continue: true,
          },
        ];
      }),
    },
    inhibitRules: objects.flatMap((config) =>
      listAt(config.object, "spec", "inhibitRules").map((rule) => ({
        source_matchers: [
          ...namespaceOf(config),
          ...matchers(listAt(rule, "sourceMatch")),
        ],
        target_matchers: [
          ...namespaceOf(config),
          ...matchers(listAt(rule, "targetMatch")),
        ],
        equal: listAt(rule, "equal"),
      })),
    ),
    receivers: [
      "null",
      ...objects.flatMap(({ object }) =>
        listAt(object, "spec", "receivers").flatMap(
          (receiver) => textAt(receiver, "name") ?? [],
        ),
      ),
    ],
  };
}

const NAMES = {
  receiver: "receiver",
  groupBy: "group_by",
  groupWait: "group_wait",
  groupInterval: "group_interval",
  repeatInterval: "repeat_interval",
  continue: "continue",
} as const;

function routeOf(route: Raw): {
  readonly matchers: readonly string[];
  readonly [field: string]: Raw;
} {
  const fields = Object.entries(NAMES).flatMap(([theirs, ours]) => {
    const value = at(route, theirs);
    return value === undefined ? [] : [[ours, value]];
  });
  return {
    ...(Object.fromEntries(fields) as Readonly<Record<string, Raw>>),
    matchers: matchers(listAt(route, "matchers")),
    routes: listAt(route, "routes").map(routeOf),
  };
}

/**
 *     { name: "severity", value: "critical" }                    => severity="critical"
 *     { name: "severity", matchType: "=~", value: "warn|info" }  => severity=~"warn|info"
 */
function matchers(list: readonly Raw[]): readonly string[] {
  return list.map((matcher) => {
    const regex = at(matcher, "regex") === true ? "=~" : "=";
    const type = textAt(matcher, "matchType") ?? regex;
    const value = textAt(matcher, "value") ?? "";
    return `${textAt(matcher, "name")}${type}${JSON.stringify(value)}`;
  });
}

function namespaceOf({ namespace }: Manifest): readonly string[] {
  return namespace === undefined
    ? []
    : [`namespace=${JSON.stringify(namespace)}`];
}
