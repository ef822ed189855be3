import { Chart } from "cdk8s";
import { Construct } from "constructs";
import { Artifact } from "../constructs/artifact";
import type { Repository } from "../constructs/flux";
import { addRelease, addRepository } from "../constructs/flux";
import { addPlainNamespace } from "../constructs/plain-namespace";
import { report } from "../constructs/report";
import { defineProviders } from "../constructs/telemetry-providers";
import { toYaml } from "../manifests/yaml";
import type { Istio as IstioDescription, IstioProps } from "../platform/istio";
import { describeIstio } from "../platform/istio";
import { istioCharts } from "../platform/istio-charts";
import { istioOperator, operatorName } from "../platform/istio-operator";
import { knownProviders } from "../platform/providers";
import { CHARTS } from "../platform/versions";

/**
 * Istio itself, with the settings of the mesh, in a chart named by the
 * construct's id.
 *
 *     new Istio(app, "istio", { by: "flux", gateways: [{ name: "istio-ingressgateway" }] })
 *     => dist/istio.k8s.yaml: HelmRepository istio; HelmRelease istio-base, istiod, istio-ingressgateway
 *     new Istio(app, "istio", { by: "istioctl" })
 *     => artifacts/istio/istio.yaml, for istioctl install -f
 */
export class Istio extends Construct {
  constructor(scope: Construct, id: string, props: IstioProps) {
    super(scope, id);
    const { value, problems } = describeIstio(props);
    report(this, problems);
    if (!value) return;
    defineProviders(this, knownProviders(value.providers));
    const chart = new Chart(this, id);
    addNamespaces(chart, value);
    if (value.by === "istioctl") addOperatorFiles(chart, value);
    else addCharts(chart, value);
  }
}

function addNamespaces(scope: Construct, istio: IstioDescription): void {
  const { namespace, gateways } = istio;
  const names = new Set([namespace, ...gateways.map((one) => one.namespace)]);
  for (const name of names) addPlainNamespace(scope, name);
}

function addOperatorFiles(scope: Construct, istio: IstioDescription): void {
  for (const revision of istio.revisions) {
    const name = operatorName(revision);
    new Artifact(scope, `Operator-${name}`, {
      path: `istio/${name}.yaml`,
      content: toYaml(istioOperator(istio, revision)),
    });
  }
}

function addCharts(scope: Construct, istio: IstioDescription): void {
  const repository: Repository = {
    name: "istio",
    namespace: istio.namespace,
    url: CHARTS.istio.url,
  };
  addRepository(scope, repository);
  for (const release of istioCharts(istio))
    addRelease(scope, release, repository);
}
