import { App } from "cdk8s";
import { Addons, Mesh, synth } from "../../src/index";
import { shop } from "../shop";

/**
 * For a cluster that has Istio, and kube-prometheus-stack under the release name
 * `monitoring` in the namespace `monitoring`: rules and monitors carry its label,
 * and only Kiali and Jaeger are added, which point at it.
 *
 *     kubectl apply -f dist/
 */
const app = new App();
new Mesh(app, "shop", {
  ...shop,
  monitoring: { labels: { release: "monitoring" } },
});
const stack =
  "http://monitoring-kube-prometheus-prometheus.monitoring.svc:9090";
new Addons(app, "addons", {
  by: "manifests",
  kiali: {},
  jaeger: { storage: { size: "10Gi" } },
  existing: {
    prometheus: stack,
    grafana: "http://monitoring-grafana.monitoring.svc:80",
  },
});
synth(app);
