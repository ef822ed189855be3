import { App } from "cdk8s";
import { Addons, Istio, Layers, Mesh, synth } from "../../src/index";
import { shop } from "../shop";

/**
 * Everything by Flux from one repository: commit dist/ and point a Kustomization
 * at dist/flux.
 */
const app = new App();
const layers = new Layers(app, "shop", {
  by: "flux",
  source: { name: "shop" },
});
new Istio(layers.istio, "istio", {
  by: "flux",
  cni: true,
  gateways: [{ name: "istio-ingressgateway", namespace: "istio-ingress" }],
  providers: {
    jaeger: {
      opentelemetry: { service: "jaeger.observability.svc.cluster.local" },
    },
  },
  defaults: { tracing: ["jaeger"] },
});
new Addons(layers.addons, "addons", {
  by: "flux",
  prometheus: { storage: { size: "50Gi" } },
  grafana: {},
  kiali: {},
  jaeger: { storage: { size: "10Gi" } },
});
new Mesh(layers.services, "shop", {
  ...shop,
  namespace: { name: "shop", cni: true },
});
synth(app);
