import { Chart } from "cdk8s";
import { Construct } from "constructs";
import { crdsChart } from "../constructs/crds-layer";
import { addPlainNamespace } from "../constructs/plain-namespace";
import { report, reportLater } from "../constructs/report";
import type {
  Addons as AddonsDescription,
  AddonsProps,
} from "../platform/addons";
import { describeAddons } from "../platform/addons";
import { addAlertmanager, toldOf } from "./alertmanager";
import { addCharts } from "./charts";
import { claimServers } from "./claims";
import { addGrafana } from "./grafana";
import { addJaeger } from "./jaeger";
import { addKiali } from "./kiali";
import { addKubeStateMetrics } from "./kube-state-metrics";
import { addPrometheus } from "./prometheus";

/**
 * What people look at a mesh with, in a chart named by the construct's id.
 *
 *     new Addons(app, "addons", { by: "manifests", meshes: [shop], prometheus: {}, grafana: {}, kiali: {}, jaeger: {} })
 *     => dist/addons.k8s.yaml: a Deployment, Service and NetworkPolicy each
 *     new Addons(app, "addons", { by: "flux", prometheus: {}, grafana: {}, kiali: {}, jaeger: {} })
 *     => dist/addons.k8s.yaml: HelmRelease kube-prometheus-stack, kiali, jaeger
 */
export class Addons extends Construct {
  constructor(scope: Construct, id: string, props: AddonsProps) {
    super(scope, id);
    const { value, problems } = describeAddons(props);
    report(this, problems);
    if (!value) return;
    reportLater(this, claimServers(this, value));
    const chart = new Chart(this, id);
    if (value.by === "flux") addCharts(chart, crdsChart(this, id), value);
    else addManifests(chart, value);
  }
}

function addManifests(scope: Construct, addons: AddonsDescription): void {
  const { prometheus, grafana, kiali, jaeger } = addons;
  addPlainNamespace(scope, addons.namespace, {
    "istio-injection": "disabled",
    "pod-security.kubernetes.io/enforce": "restricted",
  });
  if (prometheus) {
    addPrometheus(scope, addons, prometheus);
    addKubeStateMetrics(scope, addons);
    const told = toldOf(addons);
    if (told.length > 0) addAlertmanager(scope, addons, told);
  }
  if (grafana) addGrafana(scope, addons, grafana);
  if (kiali) addKiali(scope, addons, kiali);
  if (jaeger) addJaeger(scope, addons, jaeger);
}
