import { join } from "node:path";
import { readManifests } from "../../src/drill/manifests";
import { playedRouting } from "../../src/drill/play-routing";
import { readRouting } from "../../src/drill/find-routing";
import { inFolder } from "./folder";

function routing(files: Readonly<Record<string, string>>) {
  return inFolder({ "dist/a.yaml": "", ...files }, (folder) => {
    const { routing } = readRouting(
      readManifests(join(folder, "dist")).found,
      join(folder, "artifacts"),
    );
    return {
      from: routing.from.replaceAll(`${folder}/`, ""),
      played: playedRouting(
        routing,
        { speed: 60 },
        (receiver) => `http://here/${receiver}`,
      ),
    };
  });
}

const hook = (receiver: string) => ({
  name: receiver,
  webhook_configs: [{ url: `http://here/${receiver}`, send_resolved: false }],
});

test("an AlertmanagerConfig becomes what the operator makes of it, in the drill's time", () => {
  const config = `
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: shop, namespace: shop }
spec:
  route:
    receiver: tickets
    groupBy: [alertname]
    groupWait: 30s
    groupInterval: 10m
    repeatInterval: 4h
    routes:
      - receiver: pager
        matchers: [{ name: severity, value: critical, matchType: "=" }]
        muteTimeIntervals: [night]
  inhibitRules:
    - sourceMatch: [{ name: severity, value: critical }]
      targetMatch: [{ name: severity, value: warning|info, matchType: "=~" }]
      equal: [service]
  receivers:
    - name: pager
      pagerdutyConfigs: [{ routingKey: { name: pagerduty, key: key } }]
    - name: tickets
`;
  expect(routing({ "dist/alerts.yaml": config })).toEqual({
    from: "AlertmanagerConfig shop",
    played: {
      route: {
        receiver: "null",
        group_wait: "1s",
        group_interval: "5s",
        repeat_interval: "1h",
        routes: [
          {
            receiver: "tickets",
            matchers: ['namespace="shop"'],
            group_by: ["alertname"],
            group_wait: "1s",
            group_interval: "10s",
            continue: true,
            routes: [
              {
                receiver: "pager",
                matchers: ['severity="critical"'],
                routes: [],
              },
            ],
          },
        ],
      },
      inhibit_rules: [
        {
          source_matchers: ['namespace="shop"', 'severity="critical"'],
          target_matchers: ['namespace="shop"', 'severity=~"warning|info"'],
          equal: ["service"],
        },
      ],
      receivers: [{ name: "null" }, hook("pager"), hook("tickets")],
    },
  });
});

test("a plain configuration keeps its routes; receivers, secrets and office hours go", () => {
  const config = `
global: { slack_api_url: https://hooks.slack.example/secret }
route:
  receiver: blackhole
  routes:
    - { receiver: chat, match: { severity: critical }, active_time_intervals: [day] }
receivers:
  - { name: blackhole }
  - { name: chat, slack_configs: [{ channel: "#shop" }] }
time_intervals: [{ name: day, time_intervals: [{ weekdays: [monday] }] }]
`;
  expect(routing({ "artifacts/alertmanager/shop.yaml": config })).toEqual({
    from: "artifacts/alertmanager/shop.yaml",
    played: {
      route: {
        receiver: "blackhole",
        group_wait: "1s",
        group_interval: "5s",
        repeat_interval: "1h",
        routes: [{ receiver: "chat", match: { severity: "critical" } }],
      },
      inhibit_rules: [],
      receivers: [{ name: "blackhole" }, hook("chat")],
    },
  });
});

test("where there is none, severity decides, and the drill says so", () => {
  expect(routing({}).from).toBe(
    "none found; by severity: critical to pager, warning to tickets, the rest to log",
  );
});
