import { Chart } from "cdk8s";
import { Construct } from "constructs";
import { Artifact } from "../constructs/artifact";
import { crdsChart } from "../constructs/crds-layer";
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
    if (value.by === "istioctl") addOperatorFiles(chart, value);
    else addCharts(chart, crdsChart(this, id) ?? chart, value);
  }
}

function addOperatorFiles(scope: Construct, istio: IstioDescription): void {
  addPlainNamespace(scope, istio.namespace);
  addGatewayNamespaces(scope, istio);
  for (const revision of istio.revisions) {
    const name = operatorName(revision);
    new Artifact(scope, `Operator-${name}`, {
      path: `istio/${name}.yaml`,
      content: toYaml(istioOperator(istio, revision)),
    });
  }
}

/** All charts; that of the CRDs, and what it needs, into the layer before where there is one. */
function addCharts(
  scope: Construct,
  crds: Construct,
  istio: IstioDescription,
): void {
  const repository: Repository = {
    name: "istio",
    namespace: istio.namespace,
    url: CHARTS.istio.url,
  };
  addPlainNamespace(crds, istio.namespace);
  addGatewayNamespaces(scope, istio);
  addRepository(crds, repository);
  for (const release of istioCharts(istio))
    addRelease(release.chart === "base" ? crds : scope, release, repository);
}

function addGatewayNamespaces(
  scope: Construct,
  { namespace, gateways, revisions }: IstioDescription,
): void {
  const names = new Set(gateways.map((gateway) => gateway.namespace));
  names.delete(namespace);
  const [{ revision }] = revisions;
  // A gateway's proxy is injected like a sidecar.
  const injection: Readonly<Record<string, string>> =
    revision === ""
      ? { "istio-injection": "enabled" }
      : { "istio.io/rev": revision };
  for (const name of names) addPlainNamespace(scope, name, injection);
}
