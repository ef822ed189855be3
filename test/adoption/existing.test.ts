import { compose } from "../../src/adoption/files";
import type { AdoptSettings } from "../../src/adopt/settings";
import { adopted, deployment, noteLines, service } from "../adopt/of";

const WEB = service("web", "{name: http, port: 80}") + deployment("web");

/** What is added to a web Service beside an object that is there. */
const addedBeside = (there = "", settings: AdoptSettings = {}) => {
  const adoption = adopted(WEB + there, settings);
  const { added, notes } = compose(adoption);
  return {
    added: added.map(
      ({ object }) =>
        `${String(object["kind"])} ${(object["metadata"] as { name: string }).name}`,
    ),
    notes: [
      ...noteLines(adoption),
      ...notes.map(({ about, text }) => `${about}: ${text}`),
    ],
    monitoring: adoption.monitoring,
  };
};
const object = (
  apiVersion: string,
  kind: string,
  name: string,
  spec: string,
  labels = "",
) =>
  `\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, labels: {${labels}}}\nspec: ${spec}\n---`;

const ALL = [
  "PeerAuthentication default",
  "Telemetry default",
  "PodMonitor istio-proxies",
  "ServiceMonitor istiod",
  "PrometheusRule default",
  "PrometheusRule web",
];

test("alone: PERMISSIVE, scraping, Telemetry, rules; no DestinationRule without need", () => {
  expect(addedBeside().added).toEqual(ALL);
});

test.each([
  [
    "PeerAuthentication default",
    "PeerAuthentication mine",
    object(
      "security.istio.io/v1",
      "PeerAuthentication",
      "mine",
      "{mtls: {mode: STRICT}}",
    ),
    "kept; the PeerAuthentication of the namespace is left out, since it is in force here",
  ],
  [
    "Telemetry default",
    "Telemetry mine",
    object(
      "telemetry.istio.io/v1",
      "Telemetry",
      "mine",
      "{tracing: [{randomSamplingPercentage: 5}]}",
    ),
    "kept; the Telemetry of the namespace is left out, since it is in force here",
  ],
  [
    "PodMonitor istio-proxies",
    "PodMonitor envoy-stats",
    object(
      "monitoring.coreos.com/v1",
      "PodMonitor",
      "envoy-stats",
      "{selector: {}, namespaceSelector: {any: true}, podMetricsEndpoints: [{path: /stats/prometheus}]}",
    ),
    "kept; a PodMonitor of the sidecars is left out, which would count everything twice",
  ],
  [
    "ServiceMonitor istiod",
    "ServiceMonitor control",
    object(
      "monitoring.coreos.com/v1",
      "ServiceMonitor",
      "control",
      "{selector: {}, endpoints: [{port: http-monitoring}]}",
    ),
    "kept; a ServiceMonitor of istiod is left out, which would count everything twice",
  ],
  [
    "PrometheusRule web",
    "PrometheusRule web",
    object("monitoring.coreos.com/v1", "PrometheusRule", "web", "{groups: []}"),
    "kept; what sidelight would write under this name is left out. Rename one of the two to have both",
  ],
])("%s is left out beside %s", (missing, there, yaml, why) => {
  const { added, notes } = addedBeside(yaml);
  expect(added).toEqual(ALL.filter((one) => one !== missing));
  expect(notes).toContain(`${there}: ${why}`);
});

test("one for some pods, or of another namespace, is no obstacle", () => {
  const yaml =
    object(
      "security.istio.io/v1",
      "PeerAuthentication",
      "mine",
      "{selector: {matchLabels: {app: web}}}",
    ) +
    object(
      "monitoring.coreos.com/v1",
      "PodMonitor",
      "mine",
      "{selector: {}, namespaceSelector: {matchNames: [other]}, podMetricsEndpoints: [{path: /stats/prometheus}]}",
    );
  expect(addedBeside(yaml).added).toEqual(ALL);
});

test("what is in force for the whole mesh is not undone in a namespace", () => {
  const yaml = object(
    "security.istio.io/v1",
    "PeerAuthentication",
    "strict",
    "{mtls: {mode: STRICT}}",
  ).replace("{name: strict", "{namespace: istio-system, name: strict");
  expect(addedBeside(yaml).added).not.toContain("PeerAuthentication default");
});

test("the operator's label is that of what is there, an option's before it", () => {
  const rule = object(
    "monitoring.coreos.com/v1",
    "PrometheusRule",
    "mine",
    "{groups: []}",
    "release: prom",
  );
  expect(addedBeside(rule).monitoring).toMatchObject({
    labels: { release: "prom" },
    labelsBecause: "as on PrometheusRule mine",
  });
  expect(addedBeside(rule, { labels: { team: "x" } }).monitoring).toMatchObject(
    { labels: { team: "x" }, labelsBecause: "--label" },
  );
});

test("a Prometheus that is there says by which labels it selects", () => {
  const server = (selector: string) =>
    object(
      "monitoring.coreos.com/v1",
      "Prometheus",
      "k8s",
      `{ruleSelector: ${selector}, podMonitorSelector: {}}`,
    );
  expect(
    addedBeside(server("{matchLabels: {role: x}}")).monitoring,
  ).toMatchObject({
    labels: { role: "x" },
    labelsBecause: "Prometheus k8s selects by it",
  });
  expect(addedBeside(server("{}")).monitoring).toMatchObject({
    labels: {},
    labelsBecause: "Prometheus k8s selects all",
  });
});

test("where pods ask to be scraped by annotation, no monitor, and rules as ConfigMaps", () => {
  const yaml = deployment("tax").replace(
    "metadata: {labels",
    "metadata: {annotations: {prometheus.io/scrape: 'true'}, labels",
  );
  const { added, monitoring } = addedBeside(yaml);
  expect(added).toEqual([
    "PeerAuthentication default",
    "Telemetry default",
    "ConfigMap default-rules",
    "ConfigMap web-rules",
  ]);
  expect(monitoring.scrapeBecause).toBe(
    "Deployment tax asks for it by prometheus.io/scrape",
  );
  expect(addedBeside(yaml, { scrape: "operator" }).added).toContain(
    "PodMonitor istio-proxies",
  );
});

test("a namespace in which nothing is in the mesh gets nothing", () => {
  const adoption = adopted(deployment("a", { pod: "hostNetwork: true" }));
  expect(compose(adoption).added).toEqual([]);
});

test("wrong annotations are said, with what was meant", () => {
  const { problems } = adopted(
    service("web", "{port: 80}", {
      annotations:
        "sidelight.dev/protocol.80: htp, sidelight.dev/slos: x, sidelight.dev/slo: fast",
    }) +
      deployment("web", {
        annotations: "sidelight.dev/mesh: 'no', sidelight.dev/versoin: v1",
      }),
  );
  expect(
    problems.map(
      ({ where, message, fix }) =>
        `${where.replace(/^.*, /, "")}: ${message} | ${fix}`,
    ),
  ).toEqual([
    'sidelight.dev/protocol.80: got "htp", expected a protocol that Istio knows: http, http2, grpc, grpc-web, https, tls, tcp, udp, mongo, redis, mysql | write http',
    "sidelight.dev/slos: got an annotation that does not exist here, expected sidelight.dev/slo | write sidelight.dev/slo",
    'sidelight.dev/slo: got "fast", expected availability, p50 … p99, period, page | write it like availability=99.9,p95=500ms',
    'sidelight.dev/mesh: got "no", expected true or false | write "true" or "false"',
    "sidelight.dev/versoin: got an annotation that does not exist here, expected sidelight.dev/version | write sidelight.dev/version",
  ]);
});
