import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { operatorSpec } from "../../src/routing/operator";
import { plainConfig, plainConfigs } from "../../src/routing/plain";

const given = {
  pages: { pagerduty: { name: "pagerduty", key: "routing-key" } },
  tickets: { slack: { channel: "#shop", url: { name: "slack", key: "url" } } },
} as const;

const hasAmtool = spawnSync("amtool", ["--version"]).error === undefined;
if (!hasAmtool)
  console.log(
    "skipped: amtool is not installed (Debian's package prometheus-alertmanager has it)",
  );
const testWithAmtool = hasAmtool ? test : test.skip;

const folder = mkdtempSync(join(tmpdir(), "sidelight-routing-"));
const file = join(folder, "alertmanager.yaml");
writeFileSync(file, stringify(plainConfig("shop", given)));
afterAll(() => rmSync(folder, { recursive: true }));

function amtool(...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync("amtool", args, {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : `${stdout}${stderr}`;
}

testWithAmtool("amtool accepts the configuration", () => {
  expect(amtool("check-config", file)).toContain("SUCCESS");
});

testWithAmtool.each([
  ["critical", "shop", "pages"],
  ["warning", "shop", "tickets"],
  ["info", "shop", "nobody"],
  ["critical", "somebody-else", "nobody"],
])("%s in %s => %s", (severity, namespace, receiver) => {
  const labels = [
    `severity=${severity}`,
    `namespace=${namespace}`,
    "service=web-app",
  ];
  expect(
    amtool("config", "routes", "test", `--config.file=${file}`, ...labels),
  ).toBe(receiver);
});

testWithAmtool("two meshes in one Alertmanager => receivers of each", () => {
  const both = join(folder, "both.yaml");
  writeFileSync(
    both,
    stringify(
      plainConfigs([
        { namespace: "shop", to: given, prefix: "shop-" },
        { namespace: "blog", to: given, prefix: "blog-" },
      ]),
    ),
  );
  expect(amtool("check-config", both)).toContain("SUCCESS");
  const receiverOf = (...labels: readonly string[]) =>
    amtool("config", "routes", "test", `--config.file=${both}`, ...labels);
  expect(receiverOf("namespace=blog", "severity=critical")).toBe("blog-pages");
  expect(receiverOf("namespace=shop", "severity=warning")).toBe("shop-tickets");
  expect(receiverOf("namespace=shop", "severity=info")).toBe("nobody");
});

test("for the operator: keys are references, matchers are structured", () => {
  const { receivers, route } = operatorSpec(given) as {
    receivers: readonly object[];
    route: { routes: readonly object[] };
  };
  expect(receivers).toEqual([
    { name: "nobody" },
    {
      name: "pages",
      pagerdutyConfigs: [
        { routingKey: { name: "pagerduty", key: "routing-key" } },
      ],
    },
    {
      name: "tickets",
      slackConfigs: [
        { channel: "#shop", apiURL: { name: "slack", key: "url" } },
      ],
    },
  ]);
  expect(route.routes[0]).toEqual({
    receiver: "pages",
    matchers: [{ name: "severity", value: "critical", matchType: "=" }],
    repeatInterval: "4h",
  });
});

test("without tickets of their own, warnings go to those who are paged", () => {
  const { receivers } = plainConfig("shop", {
    pages: { webhook: "https://h.example/a" },
  }) as {
    receivers: readonly object[];
  };
  expect(receivers[2]).toEqual({
    name: "tickets",
    webhook_configs: [{ url: "https://h.example/a", send_resolved: true }],
  });
});
