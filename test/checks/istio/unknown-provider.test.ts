import { unknownProvider } from "../../../src/checks/istio/unknown-provider";
import { indexOf } from "../../../src/manifests/index-of";
import type { MeshConfig } from "../../../src/manifests/mesh-config";
import { manifestsOf } from "./manifests-of";

/** What is said of a Telemetry that names `jaeger`, beside an installation or settings. */
function said(beside: string, settings: MeshConfig = {}): readonly string[] {
  const telemetry = `---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: default, namespace: shop }
spec: { tracing: [{ providers: [{ name: jaeger }] }] }
`;
  const messages: string[] = [];
  unknownProvider.run(
    indexOf(manifestsOf(beside + telemetry), settings),
    (_, __, message) => messages.push(message),
  );
  return messages;
}

const istiod = (spec: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: istio-system }
spec: { chart: { spec: { chart: istiod } }, ${spec} }
`;
const zipkin = "meshConfig: { extensionProviders: [{ name: zipkin }] }";
const complaint =
  'got the provider "jaeger", expected one that the mesh settings define: prometheus, stackdriver, envoy, zipkin';

test("settings that were given, or an installation's, define providers", () => {
  expect(said("", { extensionProviders: [{ name: "zipkin" }] })).toEqual([
    complaint,
  ]);
  expect(said(istiod(`values: { ${zipkin} }`))).toEqual([complaint]);
});

test.each([
  ["nothing is known of the mesh", ""],
  ["an installation without providers", istiod("values: { cni: {} }")],
  [
    "values from elsewhere, which may define more",
    istiod(`valuesFrom: [{ kind: ConfigMap, name: v }], values: { ${zipkin} }`),
  ],
  [
    "the profile demo, which defines some",
    istiod(`values: { profile: demo, ${zipkin} }`),
  ],
])("nothing is said: %s", (_, beside) => {
  expect(said(beside)).toEqual([]);
});
