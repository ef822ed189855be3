/** Istio's mesh settings, as `--mesh-config` gives them; the fields that checks read. */
export interface MeshConfig {
  /** @default "istio-system" */
  readonly rootNamespace?: string;
  readonly [field: string]: unknown;
}
