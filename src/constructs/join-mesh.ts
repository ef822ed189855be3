import type { Deployment } from "cdk8s-plus-27";
import type { ApplicationMetricsProps } from "../mesh/application-metrics";
import {
  applicationMetricsCheck,
  describeApplicationMetrics,
} from "../mesh/application-metrics";
import { dnsLabel, serviceName } from "../mesh/scalars";
import { optional, shape } from "../mesh/shape";
import type { SidecarProps } from "../mesh/sidecar";
import { describeSidecar, sidecarCheck } from "../mesh/sidecar";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { report } from "./report";
import { podAnnotations } from "./sidecar";

export interface JoinMeshProps {
  /** The pods' `app` label: the Service's name. */
  readonly app: string;
  /** @default "v1" */
  readonly version?: string;
  readonly sidecar?: SidecarProps;
  readonly metrics?: ApplicationMetricsProps;
}

const propsShape = shape<JoinMeshProps>({
  app: serviceName,
  version: optional(dnsLabel),
  sidecar: optional(sidecarCheck),
  metrics: optional(applicationMetricsCheck),
});

/**
 * Gives the pods of a cdk8s-plus Deployment what the mesh knows them by: `app`
 * and `version` labels and the sidecar's annotations. Its selector stays as it
 * is; a Deployment that runs cannot change it.
 */
export function joinMesh(deployment: Deployment, props: JoinMeshProps): void {
  const problems: Problem[] = [];
  const at = new Place(`Deployment ${deployment.node.id}`, problems);
  propsShape(props, at);
  if (!hasErrors(problems)) {
    const { app, version = "v1", metrics } = props;
    const sidecar = describeSidecar({}, props.sidecar ?? {}, at.at("sidecar"));
    const pod = deployment.podMetadata;
    pod.addLabel("app", app);
    pod.addLabel("version", version);
    pod.addLabel("sidecar.istio.io/inject", `${sidecar.inject}`);
    const annotations = podAnnotations(
      sidecar,
      metrics && describeApplicationMetrics(metrics),
    );
    for (const [key, value] of Object.entries(annotations))
      pod.addAnnotation(key, value);
  }
  report(deployment, problems);
}
