import { FAULTS } from "../../src/proof/faults";
import { healthy } from "../../src/proof/healthy";
import { aimed, inject } from "../../src/proof/inject";
import type { FaultText } from "../../src/proof/faults";
import { identity } from "../../src/proof/merge";
import { parseFault } from "../../src/proof/parse-fault";
import { world } from "./world";

/** The service that each fault is tried on: one that speaks what it befalls. */
function target(protocols: readonly string[] = ["http"]): string {
  const service = world.services.find(({ protocol }) =>
    protocols.includes(protocol),
  );
  return service?.name ?? "";
}

const tried = FAULTS.map((fault) => {
  const protocols = fault.affects === "mesh" ? undefined : fault.protocols;
  const text = aimed(fault.name as FaultText, target(protocols));
  return [text, fault] as const;
});

const signature = (series: ReturnType<typeof healthy>) =>
  new Set(
    series.map(
      (one) => identity(one) + [one.perSecond, one.value, one.fromNow].join(),
    ),
  );
const well = signature(healthy(world));

test.each(tried)("%s changes what is reported, and says so", (text, fault) => {
  const { value, problems } = parseFault(text, world);
  expect(problems).toEqual([]);
  const series = inject(world, value ?? []);
  if (fault.reset) expect(signature(series)).toEqual(well);
  else expect(signature(series)).not.toEqual(well);
});

test.each([
  ["healthy", healthy(world)],
  ...tried.map(
    ([text]) =>
      [text, inject(world, parseFault(text, world).value ?? [])] as const,
  ),
] as const)("%s: each series once, with a number or gone", (_, series) => {
  expect(new Set(series.map(identity)).size).toBe(series.length);
  for (const one of series) {
    const number = one.gone ? 0 : (one.perSecond ?? one.value ?? one.fromNow);
    expect([one.metric, Number.isFinite(number)]).toEqual([one.metric, true]);
  }
});

test("a world has the services that Istio sees, with their shares", () => {
  expect(world).toEqual({
    namespace: "shop",
    istioNamespace: "istio-system",
    services: [
      {
        name: "web-app",
        protocol: "http",
        versions: [
          { version: "v1", role: "stable", share: 0.9 },
          { version: "v2", role: "canary", share: 0.1 },
        ],
      },
      {
        name: "cart",
        protocol: "grpc",
        versions: [{ version: "v1", role: "stable", share: 1 }],
      },
      {
        name: "sessions",
        protocol: "tcp",
        versions: [{ version: "v1", role: "stable", share: 1 }],
      },
    ],
  });
});
