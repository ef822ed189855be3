import { describe as describeMesh } from "../../src/mesh/mesh";
import type { Flow } from "../../src/proof/flow";
import { worldOf } from "../../src/proof/mesh-world";
import type { Series } from "../../src/proof/series";

const { value: mesh } = describeMesh({
  name: "shop",
  services: [
    {
      name: "web-app",
      image: "x:1",
      port: 8080,
      canary: { version: "v2", image: "x:2", weight: 10 },
    },
    { name: "cart", image: "x:1", port: { port: 7070, protocol: "grpc" } },
    { name: "sessions", image: "x:1", port: { port: 6379, protocol: "redis" } },
    { name: "probe", image: "x:1", port: { port: 53, protocol: "udp" } },
    { name: "legacy", image: "x:1", port: 80, sidecar: { inject: false } },
  ],
});
if (!mesh) throw new Error("the mesh is sound");

/** One service of each protocol, and a canary that gets a tenth. */
export const world = worldOf(mesh);

/** 20 requests a second from the client to web-app's stable version. */
export const flow: Flow = {
  source: { workload: "client", namespace: "shop", version: "v1" },
  destination: {
    service: "web-app",
    workload: "web-app-v1",
    namespace: "shop",
    version: "v1",
  },
  protocol: "http",
  perSecond: 20,
};

/** The one series of a name that has these labels. */
export function only(
  series: readonly Series[],
  metric: string,
  labels: Readonly<Record<string, string>> = {},
): Series {
  const found = series.filter(
    (one) =>
      one.metric === metric &&
      Object.entries(labels).every(
        ([name, value]) => one.labels[name] === value,
      ),
  );
  const [first, ...others] = found;
  if (!first || others.length > 0)
    throw new Error(
      `${found.length} series ${metric} ${JSON.stringify(labels)}`,
    );
  return first;
}
