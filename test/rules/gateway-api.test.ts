import { cart } from "../../src/app/cart";
import { sessions } from "../../src/app/sessions";
import { shop } from "../../src/app/shop";
import { webApp } from "../../src/app/web-app";
import { describe as describeMesh } from "../../src/mesh/mesh";
import type { ServiceProps } from "../../src/mesh/service";
import { proofsOf } from "../../src/rules/proofs";
import { rulesOf } from "../../src/rules/rules";
import { playProofs, RULES } from "./play";

/**
 * The example routed by the Gateway API: each version of web-app and cart has a
 * Service, and all that proxies count of them stands under its name.
 */
const withoutRetries = Object.fromEntries(
  Object.entries(webApp).filter(([field]) => field !== "retries"),
) as unknown as ServiceProps;
const { value: mesh, problems } = describeMesh({
  ...shop,
  routing: "gateway-api",
  services: [withoutRetries, { ...cart, canary: { phase: "off" } }, sessions],
});
if (!mesh) throw new Error(JSON.stringify(problems));
const rules = rulesOf(mesh);
const groups = [...rules.mesh, ...[...rules.services.values()].flat()];

const expressions = groups.flatMap((group) =>
  group.rules.map((rule) => ({
    name: "record" in rule ? rule.record : rule.alert,
    expr: rule.expr
      .replaceAll(/\s+/g, " ")
      .replaceAll(/([({]) | (?=[)}])/g, "$1"),
  })),
);
const recorded = (name: string) =>
  expressions.find((one) => one.name === name)?.expr;

test("recordings count a version's Service as the service", () => {
  expect(recorded("service:istio_tcp_connections_closed:rate5m")).toBe(
    'sum by (reporter, destination_service_name, destination_service_namespace, response_flags) (label_replace(label_replace(rate(istio_tcp_connections_closed_total{destination_service_namespace="shop"}[5m]), "called", "$1", "destination_service_name", "(.+)"), "destination_service_name", "$1$2", "destination_service_name", "(web-app)-(?:v1|v2)|(cart)-(?:v1)"))',
  );
});

/** Windows of a short period are shorter than what is recorded, and read raw. */
test("whatever reads Istio's own series by a service's name knows its versions' too", () => {
  const { value: weekly } = describeMesh({
    name: "shop",
    routing: "gateway-api",
    services: [
      {
        ...withoutRetries,
        slo: { availability: 99, latency: { p95: "500ms" }, period: "7d" },
      },
    ],
  });
  const raw = (weekly ? [...rulesOf(weekly).services.values()].flat() : [])
    .flatMap((group) => group.rules.map(({ expr }) => expr))
    .filter((expr) => /(?<!:)\bistio_/.test(expr));
  expect(raw).toHaveLength(2);
  for (const expr of raw) {
    expect(expr).toMatch(
      /destination_service_name=~"web-app\|web-app-v1\|web-app-v2"/,
    );
    expect(expr).not.toMatch(/destination_service_name="/);
    expect(expr).toContain('"(web-app)-(?:v1|v2)"');
  }
});

test("nothing is wrong with the rules", () => {
  expect(rules.problems).toEqual([]);
});

const FAULTS =
  /^(web-app-(canary|errors|client-errors|unrouted|latency|slow)|cart-(errors|grpc))(?!.*for-[3-9]\d\dm)/;
const proofs = proofsOf(mesh, RULES).filter(({ name }) =>
  FAULTS.test(name.replaceAll(/[^\w]+/g, "-")),
);

test("canary, errors and latency are played", () => {
  expect(proofs.length).toBeGreaterThanOrEqual(12);
});

test("proxies name the version's Service, never the one that was called", () => {
  const [{ text = "" } = {}] = proofs.filter(({ name }) =>
    name.startsWith("web-app-errors-20"),
  );
  expect(text).toContain('destination_service_name="web-app-v2"');
  expect(text).not.toContain('destination_service_name="web-app"');
});

playProofs(proofs, groups);
