import { App } from "cdk8s";
import { Addons, Istio, Layers, Mesh, synth } from "../../src/index";
import type { MeshProps } from "../../src/index";
import { shop as described } from "../shop";

/**
 * From an empty cluster, with istioctl and kubectl alone; docs/layers.md has the
 * commands.
 */
const shop: MeshProps = {
  ...described,
  monitoring: { scrape: "annotations", rules: "none" },
};
const app = new App();
const layers = new Layers(app, "shop", { by: "kubectl" });
new Istio(layers.istio, "istio", {
  by: "istioctl",
  gateways: [{ name: "istio-ingressgateway", namespace: "istio-ingress" }],
  providers: {
    jaeger: {
      opentelemetry: { service: "jaeger.observability.svc.cluster.local" },
    },
  },
  defaults: { tracing: ["jaeger"], accessLog: ["envoy"] },
});
new Addons(layers.addons, "addons", {
  by: "manifests",
  meshes: [shop],
  prometheus: { storage: { size: "50Gi" } },
  grafana: {},
  kiali: {},
  jaeger: {},
});
new Mesh(layers.services, "shop", shop);
synth(app);
