export type {
  AlertRule,
  RecordingRule,
  RuleGroup,
  RuleGroupProps,
} from "./mesh/rule";
export type {
  SidelightValidationProps,
  ValidationContext,
} from "./checks/validation";
export { SidelightValidation } from "./checks/validation";
export type { Adoption } from "./adopt/adopt";
export type { AdoptSettings } from "./adopt/settings";
export { adopt } from "./constructs/adopt";
export type { AlertGroupsProps } from "./constructs/alert-group";
export { AlertGroups } from "./constructs/alert-group";
export type { ArtifactProps } from "./constructs/artifact";
export { Artifact } from "./constructs/artifact";
export type { CanaryRoutesProps } from "./constructs/canary";
export { CanaryRoutes } from "./constructs/canary";
export { CustomMetric } from "./constructs/custom-metric";
export { MeshDashboards } from "./constructs/dashboards";
export { SidecarDeployment } from "./constructs/deployment";
export type {
  EnvironmentScope,
  EnvironmentsProps,
} from "./constructs/environments";
export { Environments } from "./constructs/environments";
export type { JoinMeshProps } from "./constructs/join-mesh";
export { joinMesh } from "./constructs/join-mesh";
export { Mesh } from "./constructs/mesh";
export type { MeshNamespaceProps } from "./constructs/namespace";
export { MeshNamespace } from "./constructs/namespace";
export { Scraping } from "./constructs/scraping";
export type { MeshServiceProps } from "./constructs/service";
export { MeshService } from "./constructs/service";
export type { TelemetryProps } from "./constructs/telemetry";
export { Telemetry } from "./constructs/telemetry";
export type { BaseMeshProps, BaseServiceProps } from "./environments/base";
export type {
  EnvironmentProps,
  ServiceOverrides,
} from "./environments/environment";
export type { AlertingProps, ThresholdProps } from "./mesh/alerting";
export type { ApplicationMetricsProps } from "./mesh/application-metrics";
export type { CanaryProps, IdleCanaryProps } from "./mesh/canary";
export type { EngineCanaryProps } from "./mesh/engine/engine";
export type {
  ContainerProps,
  EnvFrom,
  EnvValue,
  Probe,
  Resources,
} from "./mesh/container";
export type { CustomMetricProps, Expression } from "./mesh/custom-metric";
export type { DashboardsProps } from "./mesh/dashboards";
export type { AbortProps, DelayProps, FaultProps } from "./mesh/fault";
export type { IngressProps } from "./mesh/ingress";
export type { HeaderMatch, MatchProps } from "./mesh/match";
export type { Routing } from "./mesh/routing";
export type { Phase } from "./mesh/phase";
export type { MeshDescription, MeshProps, MtlsMode } from "./mesh/mesh";
export { describe } from "./mesh/mesh";
export type { MonitoringProps } from "./mesh/monitoring";
export type { NamespaceProps } from "./mesh/namespace";
export type { ObjectiveProps } from "./mesh/objective";
export type { PatchProps } from "./mesh/patch";
export { peer } from "./mesh/peer";
export type { PortProps, Protocol } from "./mesh/port";
export type { RetryProps } from "./mesh/route";
export type { AutoscalingProps, DisruptionBudget } from "./mesh/scaling";
export type { ServiceProps } from "./mesh/service";
export type { ServiceAccountProps } from "./mesh/service-account";
export type { SidecarProps } from "./mesh/sidecar";
export type {
  MetricOverride,
  SpanTag,
  TelemetrySettings,
} from "./mesh/telemetry";
export type { Described, Problem } from "./problems/problem";
export type { SynthOptions } from "./synth/synth";
export { synth } from "./synth/synth";
export type { AlertmanagerProps, ReceiverProps } from "./mesh/alertmanager";
export { queryOf } from "./metrics/custom";
export * as istio from "./metrics/istio";
export * as promql from "./promql/build";
export { Addons } from "./addons/addons";
export { Layers } from "./gitops/layers";
export { Istio } from "./install/istio";
export type {
  AddonsProps,
  ExistingProps,
  GrafanaProps,
  JaegerProps,
  KialiProps,
  PrometheusProps,
  StorageProps,
} from "./platform/addons";
export type { GatewayProps, Replicas } from "./platform/gateway";
export type { IstioProps } from "./platform/istio";
export type { LayersProps, SourceProps } from "./platform/layers";
export type {
  AccessLogProvider,
  DefaultProviders,
  OpenTelemetryProvider,
  ProviderHeader,
  ProviderProps,
  ZipkinProvider,
} from "./platform/providers";
export type { RevisionProps } from "./platform/revision";
export type { IstioVersion } from "./platform/versions";
