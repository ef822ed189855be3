import type { DashboardName } from "../mesh/dashboards";
import type { MeshDescription } from "../mesh/mesh";
import type { Query } from "../promql/build";
import type { Limit } from "./limits";
import type { VariableName } from "./variables";

/** A dashboard before it is Grafana's: what it shows, and what its readers pick. */
export interface Board {
  readonly name: DashboardName;
  readonly title: string;
  readonly description: string;
  /** For which meshes it is made at all. @default - all */
  readonly applies?: (mesh: MeshDescription) => boolean;
  /** Beside the data source. */
  readonly variables: readonly VariableName[];
  /** Whether rollouts and changes of weights are marked on its graphs. */
  readonly annotated: boolean;
  readonly rows: (mesh: MeshDescription) => readonly Row[];
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export type Panel = Graph | Stat | Table | NodeGraph;

interface Shown {
  readonly title: string;
  /** What it shows, and what to make of it. */
  readonly description: string;
  /** Of Grafana's 24 columns. @default 12 for a graph, 4 for a stat, else 24 */
  readonly width?: number;
  /** @default 8 for a graph, 4 for a stat, else 10 */
  readonly height?: number;
  /** The alerts that watch what it shows; it links to their runbooks. */
  readonly alerts?: readonly string[];
}

/** Lines over time. */
export interface Graph extends Shown {
  readonly kind: "graph";
  /** As Grafana names it: from the metric, by `units.ts`. */
  readonly unit: string;
  readonly lines: readonly Line[];
  /** Drawn as lines of their own. */
  readonly limits?: readonly Limit[];
  /** On top of one another, where they add up to something. @default false */
  readonly stacked?: boolean;
}

export interface Line {
  readonly query: Query;
  /** Labels of the query in double braces. */
  readonly legend: string;
}

/** One number, now. */
export interface Stat extends Shown {
  readonly kind: "stat";
  readonly unit: string;
  readonly query: Query;
  readonly limits?: readonly Limit[];
}

/** What there is now, a series a line. */
export interface Table extends Shown {
  readonly kind: "table";
  /** The labels that all columns share, with their headings. */
  readonly labels: Readonly<Record<string, string>>;
  readonly columns: readonly Column[];
  /** The label whose values link to another dashboard, as that one's variable. */
  readonly link?: {
    readonly label: string;
    readonly to: DashboardName;
    readonly as: VariableName;
  };
}

export interface Column {
  readonly title: string;
  readonly unit: string;
  readonly query: Query;
  readonly limits?: readonly Limit[];
}

/** Who calls whom. */
export interface NodeGraph extends Shown {
  readonly kind: "nodes";
  readonly unit: string;
  readonly edges: Query;
  readonly nodes: Query;
}

/** Every query of a panel, with what names it there. */
export function queriesOf(
  panel: Panel,
): readonly (readonly [name: string, query: Query])[] {
  switch (panel.kind) {
    case "graph":
      return panel.lines.map(({ legend, query }) => [legend, query]);
    case "stat":
      return [[panel.title, panel.query]];
    case "table":
      return panel.columns.map(({ title, query }) => [title, query]);
    case "nodes":
      return [
        ["edges", panel.edges],
        ["nodes", panel.nodes],
      ];
  }
}
