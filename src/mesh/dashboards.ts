import type { Place } from "../problems/place";
import { dnsLabel, labelKey, labelValue } from "./scalars";
import type { Check } from "./shape";
import { flag, mapOf, oneOf, optional, shape, text } from "./shape";

/** Every dashboard there is, by what it is about. */
export const DASHBOARDS = [
  "overview",
  "service",
  "canary",
  "dependencies",
  "mtls",
  "sidecars",
  "control-plane",
  "slo",
  "production",
] as const;
export type DashboardName = (typeof DASHBOARDS)[number];

/** The dashboards of a mesh, for a Grafana that is there already. */
export interface DashboardsProps {
  /**
   * A ConfigMap for the sidecar of Grafana's chart (kube-prometheus-stack has
   * it), or a GrafanaDashboard for Grafana's operator.
   * @default "ConfigMap"
   */
  readonly as?: "ConfigMap" | "GrafanaDashboard";
  /**
   * Labels of the objects; the sidecar finds them by these.
   * @default { grafana_dashboard: "1" } for a ConfigMap, else none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Labels of the Grafanas that the operator puts them into.
   * @default { dashboards: "grafana" }
   */
  readonly instances?: Readonly<Record<string, string>>;
  /**
   * Where the objects go. The sidecar of kube-prometheus-stack looks
   * everywhere; that of Grafana's own chart only where Grafana is, unless
   * `sidecar.dashboards.searchNamespace` says otherwise.
   * @default - the mesh's namespace
   */
  readonly namespace?: string;
  /**
   * The folder in Grafana. The sidecar goes by it where the chart sets
   * `sidecar.dashboards.folderAnnotation: grafana_folder`.
   * @default - Grafana's own choice
   */
  readonly folder?: string;
  /**
   * Where Grafana is served: `https://grafana.example`. Each alert then links
   * to its dashboard, unless `alerts.dashboards` says otherwise.
   * @default - alerts link to no dashboard
   */
  readonly grafana?: string;
  /**
   * What their uids begin with, at most 26 characters.
   * @default - the mesh's name
   */
  readonly uid?: string;
  /**
   * Also have the operator fetch Istio's own dashboards from grafana.com.
   * @default false
   */
  readonly istio?: boolean;
}

/** How a mesh's dashboards are delivered: every default filled in. */
export interface Dashboards {
  readonly uid: string;
  readonly as: "ConfigMap" | "GrafanaDashboard";
  readonly labels: Readonly<Record<string, string>>;
  readonly instances: Readonly<Record<string, string>>;
  readonly namespace?: string;
  readonly folder?: string;
  readonly istio: boolean;
}

const url: Check = (value, at) => {
  if (typeof value !== "string" || !/^https?:\/\/[^\s?#]+$/.test(value))
    at.wrong(
      value,
      "the URL that Grafana is served under",
      'write it like "https://grafana.example"',
    );
};

/** Grafana takes at most 40 characters: https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/#identifier-id-vs-unique-identifier-uid */
const LONGEST_UID = 40;
const LONGEST_PREFIX =
  LONGEST_UID - 1 - Math.max(...DASHBOARDS.map((name) => name.length));

const uid: Check = (value, at) => {
  if (typeof value !== "string" || !/^[A-Za-z0-9_-]+$/.test(value))
    at.wrong(
      value,
      "letters, digits, '-' and '_', of which Grafana's uids are made",
      "write it like shop",
    );
};

export const dashboardsCheck = shape<DashboardsProps>({
  as: optional(oneOf("ConfigMap", "GrafanaDashboard")),
  labels: optional(mapOf(labelValue, labelKey)),
  instances: optional(mapOf(labelValue, labelKey)),
  namespace: optional(dnsLabel),
  folder: optional(text),
  grafana: optional(url),
  uid: optional(uid),
  istio: optional(flag),
});

export function describeDashboards(
  given: DashboardsProps,
  mesh: string,
  at: Place,
): Dashboards {
  const { as = "ConfigMap", labels, instances, istio = false } = given;
  const { namespace, folder, uid = mesh } = given;
  if (uid.length > LONGEST_PREFIX)
    at.at("uid").wrong(
      uid,
      `at most ${LONGEST_PREFIX} characters, this has ${uid.length}; Grafana's uids have at most ${LONGEST_UID}`,
      "choose a shorter one; nothing is cut off or hashed",
    );
  if (as === "ConfigMap" && (istio || instances !== undefined))
    at.at(istio ? "istio" : "instances").wrong(
      istio ? istio : instances,
      "nothing of Grafana's operator beside a ConfigMap",
      'write as: "GrafanaDashboard", or leave it out',
    );
  return {
    uid,
    as,
    labels: labels ?? (as === "ConfigMap" ? { grafana_dashboard: "1" } : {}),
    instances: instances ?? { dashboards: "grafana" },
    istio,
    ...(namespace !== undefined && { namespace }),
    ...(folder !== undefined && { folder }),
  };
}

/** `shop-control-plane`: stable, so that links and bookmarks hold. */
export function dashboardUid(
  mesh: { readonly name: string; readonly dashboards?: Dashboards },
  dashboard: DashboardName,
): string {
  return `${mesh.dashboards?.uid ?? mesh.name}-${dashboard}`;
}

/** Where an alert's dashboard is, as `alerts.dashboards` has it. */
export function linkTemplate(grafana: string): string {
  return `${grafana.replace(/\/$/, "")}/d/{dashboard}?var-namespace={namespace}&var-service={service}`;
}
