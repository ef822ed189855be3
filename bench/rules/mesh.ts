import type { RuleGroup } from "../../src/mesh/rule";
import type { MeshDescription, MeshProps } from "../../src/mesh/mesh";
import { describe } from "../../src/mesh/mesh";
import type { Rules } from "../../src/rules/rules";

/** How often the bench's Prometheus has its past scraped, in seconds. */
export const SCRAPE = 30;

/** HTTP services with two objectives each, and a canary every so many. */
export function meshOf(services: number, canaryEvery: number): MeshDescription {
  const { value, problems } = describe({
    name: "bench",
    monitoring: { interval: `${SCRAPE}s` },
    services: Array.from({ length: services }, (_, index) =>
      service(index, index % canaryEvery === 0),
    ),
  });
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
}

function service(
  index: number,
  canary: boolean,
): MeshProps["services"][number] {
  return {
    name: `service-${index}`,
    image: "registry.example/service:1.0.0",
    port: 8080,
    slo: { availability: 99.9, latency: { p95: "500ms" } },
    ...(canary && {
      canary: {
        version: "v2",
        image: "registry.example/service:1.1.0",
        weight: 10,
        header: { canary: "true" },
      },
    }),
  };
}

export function groupsOf(rules: Rules): readonly RuleGroup[] {
  return [...rules.mesh, ...[...rules.services.values()].flat()];
}

export function countRules(groups: readonly RuleGroup[]): number {
  return groups.reduce((sum, { rules }) => sum + rules.length, 0);
}
