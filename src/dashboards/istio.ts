/** Istio's own dashboards, by their ids: https://grafana.com/orgs/istio/dashboards */
export const ISTIO_DASHBOARDS = {
  mesh: 7639,
  service: 7636,
  workload: 7630,
  performance: 11829,
  "control-plane": 7645,
} as const;
