import type {
  Dashboard,
  Panel,
  Target,
} from "../../manifests/dashboards/dashboard";
import { dashboardsOf } from "../../manifests/dashboards/read";
import type { Index } from "../../manifests/index-of";

/** A panel and the dashboard that it is of. */
export interface PanelOf {
  readonly dashboard: Dashboard;
  readonly panel: Panel;
}

/** A query of a panel. */
export interface TargetOf extends PanelOf {
  readonly target: Target;
}

export function panelsOf(index: Index): readonly PanelOf[] {
  return dashboardsOf(index).flatMap((dashboard) =>
    dashboard.panels.map((panel) => ({ dashboard, panel })),
  );
}

export function targetsOf(index: Index): readonly TargetOf[] {
  return panelsOf(index).flatMap((one) =>
    (one.panel.targets ?? []).map((target) => ({ ...one, target })),
  );
}

/** Panels that show numbers of a query; one from the library is written elsewhere. */
export function showsNumbers({ type, object }: Panel): boolean {
  return NUMBERS.has(type) && object["libraryPanel"] === undefined;
}

const NUMBERS: ReadonlySet<string> = new Set([
  "stat",
  "singlestat",
  "graph",
  "table",
  "timeseries",
  "gauge",
]);
