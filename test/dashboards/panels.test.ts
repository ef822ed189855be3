import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shop } from "../../src/app/shop";
import { dashboardsPage } from "../../src/dashboards/page";
import { BOARDS } from "../../src/dashboards/list";
import { queriesOf } from "../../src/dashboards/board";
import { infer } from "../../src/promql/infer";
import { variableUses } from "../../src/promql/grafana-variables";
import { ALL_ALERTS } from "../../src/rules/all-alerts";
import { knownTo } from "../../src/rules/catalogue";
import { ROOT } from "../checkout";
import type { ModelPanel } from "./shop";
import { dashboards, meshOf, panel } from "./shop";

const { mesh, models, problems } = dashboards();
const all = [...models].flatMap(([board, { panels }]) =>
  panels.map((one) => [`${board} / ${one.title}`, one] as const),
);
const shown = all.filter(([, { type }]) => type !== "row");

test("the example has every dashboard, and nothing is wrong with any", () => {
  expect(problems).toEqual([]);
  expect(
    [...models].map(([name, { uid, title }]) => [name, uid, title]),
  ).toEqual([
    ["overview", "shop-overview", "Mesh overview · shop"],
    ["service", "shop-service", "Service · shop"],
    ["canary", "shop-canary", "Canaries · shop"],
    ["dependencies", "shop-dependencies", "Dependencies · shop"],
    ["mtls", "shop-mtls", "mTLS · shop"],
    ["sidecars", "shop-sidecars", "Sidecars · shop"],
    ["control-plane", "shop-control-plane", "Control plane · shop"],
    ["slo", "shop-slo", "SLO · shop"],
    ["production", "shop-production", "Production · shop"],
  ]);
});

test("without a canary, an objective or istiod, no dashboard of these", () => {
  const bare = dashboards({
    services: [{ name: "cart", image: "x:1", port: 80 }],
    monitoring: { controlPlane: false },
  });
  expect([...bare.models.keys()]).toEqual([
    "overview",
    "service",
    "dependencies",
    "mtls",
    "sidecars",
    "production",
  ]);
});

describe("a panel as Grafana gets it", () => {
  test.each([
    [
      "service / Failed requests",
      "timeseries percentunit 0.05",
      [
        'service:request_failures:rate5m{ destination_service_name="$service", destination_service_namespace="$namespace", } / ( service:requests:rate5m{ destination_service_name="$service", destination_service_namespace="$namespace", } > 0 )',
        "{{destination_service_name}} at clients",
      ],
    ],
    [
      "service / Requests by client",
      "timeseries reqps",
      [
        'sum by (source_workload, source_workload_namespace) ( rate( istio_requests_total{ reporter=~"$reporter", source_workload=~"$source_workload", source_workload_namespace=~"$source_namespace", destination_workload=~"$workload", destination_service_name="$service", destination_service_namespace="$namespace", }[$__rate_interval] ) )',
        "{{source_workload}} in {{source_workload_namespace}}",
      ],
    ],
    [
      "canary / Fails more",
      "timeseries percentunit 0.02",
      [
        expect.stringContaining('destination_version="$canary"'),
        "$service $canary",
      ],
    ],
    [
      "slo / Burn rate, long windows",
      "timeseries short 1 3 6 14.4",
      [
        'slo:errors:ratio_rate1h{ destination_service_namespace="$namespace", service="$service", slo="$slo", } / slo:error_budget:ratio{ destination_service_namespace="$namespace", service="$service", slo="$slo", }',
        "over 1h",
      ],
    ],
    [
      "control-plane / From change to proxies",
      "timeseries s 10",
      [
        "histogram_quantile( 0.5, sum by (le) (rate(pilot_proxy_convergence_time_bucket[$__rate_interval])) )",
        "p50",
      ],
    ],
    [
      "overview / istio_double_request_count",
      "timeseries ops",
      [
        'sum by (source, destination) ( rate(istio_double_request_count{namespace="$namespace"}[$__rate_interval]) )',
        "{{source}} {{destination}}",
      ],
    ],
  ])("%s", (path, form, [expr, legend]) => {
    const { type, fieldConfig, targets = [] } = panel(models, path);
    const { unit, thresholds } = fieldConfig?.defaults ?? {};
    const limits = (thresholds?.steps ?? []).flatMap(
      ({ value }) => value ?? [],
    );
    expect([type, unit, ...limits].join(" ")).toBe(form);
    expect(targets[0]?.expr.replace(/\s+/g, " ")).toEqual(expr);
    expect(targets[0]?.legendFormat).toBe(legend);
  });

  test("a service's own threshold is drawn for it alone", () => {
    const { fieldConfig } = panel(models, "service / Duration");
    expect(fieldConfig?.defaults.thresholds?.steps[1]?.value).toBe(1000);
    expect(fieldConfig?.overrides).toEqual([
      {
        matcher: { id: "byRegexp", options: "/^(cart)( |$)/" },
        properties: [
          {
            id: "thresholds",
            value: {
              mode: "absolute",
              steps: [
                { value: null, color: "green" },
                { value: 250, color: "orange" },
              ],
            },
          },
        ],
      },
    ]);
  });

  test("the graph of dependencies has edges with a source and a target, and nodes", () => {
    const { type, targets = [] } = panel(
      models,
      "dependencies / Who calls whom",
    );
    expect(type).toBe("nodeGraph");
    const [edges, nodes] = targets.map(({ expr }) => expr);
    for (const field of ['"id"', '"source"', '"target"'])
      expect(edges).toContain(field);
    expect(nodes).toMatch(/^sum by \(id, title, subtitle\)/);
  });
});

describe.each(shown)("%s", (_, { title, description, type, fieldConfig }) => {
  test("has a title, a description that is a sentence, and a unit", () => {
    expect(title).not.toBe("");
    expect(description).toMatch(/^[A-Z].*\.$/s);
    const units = [
      fieldConfig?.defaults.unit,
      ...(fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
        properties.filter(({ id }) => id === "unit").map(({ value }) => value),
      ),
    ].filter((unit) => unit !== undefined);
    expect([type, units.length > 0]).toEqual([type, true]);
  });
});

test("panels lie beside and below each other, within 24 columns, and none over another", () => {
  for (const { panels } of models.values())
    for (const [index, one] of panels.entries()) {
      expect(one.gridPos.x + one.gridPos.w).toBeLessThanOrEqual(24);
      for (const other of panels.slice(0, index))
        expect([one.title, other.title, overlap(one, other)]).toEqual([
          one.title,
          other.title,
          false,
        ]);
    }
});

function overlap({ gridPos: a }: ModelPanel, { gridPos: b }: ModelPanel) {
  return (
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
  );
}

test("ids differ within a dashboard, and stay when another panel is put before", () => {
  for (const { panels } of models.values())
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const more = dashboards({
    metrics: [
      { name: "first", type: "counter", value: 1 },
      ...(shop.metrics ?? []),
    ],
  });
  const path = "overview / istio_double_request_count";
  expect(panel(more.models, path).id).toBe(panel(models, path).id);
});

test("a changed weight changes nothing of the dashboards", () => {
  const services = shop.services.map((service) =>
    service.canary
      ? { ...service, canary: { ...service.canary, weight: 50 } }
      : service,
  );
  expect([...dashboards({ services }).models]).toEqual([...models]);
});

test("variables that are used are there, and those that are there are used", () => {
  for (const [name, model] of models) {
    const { templating, ...rest } = model;
    const names = templating.list.map((one) => one.name).sort();
    const used = new Set(
      variableUses(JSON.stringify([rest, templating.list.map((v) => v.query)]))
        .map((use) => use.name)
        .filter((use) => !use.startsWith("__")),
    );
    used.add("datasource");
    expect([name, [...used].sort()]).toEqual([name, names]);
  }
});

test("a legend names labels that its query keeps", () => {
  const { catalogue } = knownTo(mesh);
  for (const board of BOARDS)
    for (const row of board.rows(mesh))
      for (const one of row.panels)
        for (const [legend, query] of queriesOf(one))
          for (const [, label = ""] of legend.matchAll(/\{\{(\w+)\}\}/g)) {
            const { may } = infer(query.expr, catalogue).labels;
            expect([
              one.title,
              may === undefined || [...may].includes(label),
            ]).toEqual([one.title, true]);
          }
});

test("each alert is on a panel of the dashboard that it links to, and no panel names another", () => {
  const watched = BOARDS.flatMap((board) =>
    board
      .rows(mesh)
      .flatMap(({ panels }) => panels)
      .flatMap(({ alerts = [] }) =>
        alerts.map((one) => `${board.name} ${one}`),
      ),
  );
  const linked = ALL_ALERTS.map(
    ({ name, dashboard }) => `${dashboard} ${name}`,
  );
  expect([...new Set(watched)].sort()).toEqual(linked.sort());
});

test("a panel links to the runbooks of its alerts", () => {
  expect(panel(models, "canary / Off its weight").links).toEqual([
    expect.objectContaining({
      title: "Runbook: IstioCanaryWeightDrift",
      url: "https://runbooks.example/sidelight/istiocanaryweightdrift",
    }),
  ]);
});

test("what a Telemetry takes away is left out, and said", () => {
  const less = dashboards({
    telemetry: { metrics: [{ remove: ["source_canonical_service"] }] },
  });
  expect(less.problems[0]).toEqual({
    severity: "warning",
    where: 'mesh shop, dashboard dependencies, panel "Who calls whom"',
    message:
      "needs the label source_canonical_service of istio_requests_total, which mesh shop, telemetry.metrics[0] takes away",
    fix: "keep it there; until then it is left out of the dashboard",
  });
  for (const { message } of less.problems)
    expect(message).toMatch(
      /^needs the label source_canonical_service of istio_\w+, which mesh shop, telemetry\.metrics\[0\] takes away$/,
    );
  expect(less.models.has("dependencies")).toBe(false);
  expect(less.models.get("service")?.panels.length).toBe(
    models.get("service")?.panels.length,
  );
});

test("an alert links to its dashboard", () => {
  expect(
    meshOf({ dashboards: { grafana: "https://grafana.example/" } })
      .dashboardLinks,
  ).toBe(
    "https://grafana.example/d/{dashboard}?var-namespace={namespace}&var-service={service}",
  );
});

test("docs/dashboards.md is as npm run docs writes it", () => {
  expect(readFileSync(join(ROOT, "docs/dashboards.md"), "utf8")).toBe(
    dashboardsPage(meshOf()),
  );
});
