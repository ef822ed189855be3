import { parse } from "yaml";
import { shop } from "../../src/app/shop";
import { describe as describeMesh } from "../../src/mesh/mesh";
import type { Match } from "../../src/routing/inhibition";
import { inhibitions } from "../../src/routing/inhibition";
import { proofsOf } from "../../src/rules/proofs";

/**
 * One fault pages once: of all alerts that are proven to fire on a fault, what
 * inhibition leaves is at most one critical alert a service.
 */
const { value: mesh } = describeMesh(shop);
if (!mesh) throw new Error("the example is sound");

type Labels = Readonly<Record<string, string>>;

const matches =
  (labels: Labels) =>
  ({ label, is, regex }: Match) =>
    regex === true
      ? new RegExp(`^(?:${is})$`).test(labels[label] ?? "")
      : labels[label] === is;

function muted(alert: Labels, all: readonly Labels[]): boolean {
  return inhibitions.some(
    ({ source, target, equal }) =>
      target.every(matches(alert)) &&
      all.some(
        (other) =>
          other !== alert &&
          source.every(matches(other)) &&
          !(source.every(matches(alert)) && target.every(matches(other))) &&
          equal.every((label) => (other[label] ?? "") === (alert[label] ?? "")),
      ),
  );
}

/** The labels of what fires at the end of a proof. */
function firing(text: string): readonly Labels[] {
  const file = parse(text) as {
    tests: { promql_expr_test: { exp_samples: { labels: string }[] }[] }[];
  };
  const last = file.tests[0]?.promql_expr_test.at(-1)?.exp_samples ?? [];
  return last.map(({ labels }) =>
    Object.fromEntries(
      [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, k = "", v = ""]) => [
        k,
        v,
      ]),
    ),
  );
}

const CASES = proofsOf(mesh, "rules.yaml").map(({ name, text }) => {
  const all = firing(text);
  const pages = all.filter(
    (alert) => alert["severity"] === "critical" && !muted(alert, all),
  );
  return {
    name: name.replace(".test.yaml", ""),
    pages: pages.map(({ alertname }) => alertname),
  };
});

test.each(CASES)("$name pages $pages", ({ pages }) => {
  expect(pages.length).toBeLessThanOrEqual(1);
});

test.each([
  ["web-app-errors-20", ["IstioSloBurnFast"]],
  ["cart-errors-20", ["IstioServiceErrorRateHigh"]],
  ["cart-grpc-errors-20", ["IstioServiceErrorRateHigh"]],
  ["web-app-client-errors-only-20", ["IstioSloBurnFast"]],
  ["web-app-canary-errors-30", ["IstioCanaryErrorRegression"]],
  ["web-app-canary-without-endpoint", ["IstioCanaryWithoutEndpoint"]],
  ["web-app-slow-2000ms-for-60m", ["IstioSloBurnFast"]],
  ["istiod-down", ["IstiodDown"]],
  ["telemetry-lost", ["IstioTelemetryAbsent"]],
  ["web-app-hang-ups-50", []],
  ["idle", []],
  ["fresh-mesh", []],
  ["counter-reset", []],
])("%s => %j", (name, pages) => {
  expect(CASES.find((one) => one.name === name)?.pages).toEqual(pages);
});
