import type { Fields } from "../fields";
import type { Manifest, Path } from "../manifest";

/** A dashboard of Grafana, wherever it was read, and what it is made of. */
export interface Dashboard {
  readonly manifest: Manifest;
  /** The way to it; in a ConfigMap it goes on into the text of the key. */
  readonly path: Path;
  /** Grafana's model, as it is written. */
  readonly object: Fields;
  readonly title: string;
  readonly uid: string;
  /** As messages name it: `dashboard "Shop"`. */
  readonly called: string;
  /** Every panel, those of a row after it. */
  readonly panels: readonly Panel[];
  readonly variables: readonly Variable[];
  /** Names that an import by hand asks data sources for, and their types. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Whether its object gives values for an input. */
  readonly isGiven: (input: string) => boolean;
}

export interface Panel {
  readonly path: Path;
  readonly id: number | undefined;
  readonly title: string;
  readonly description: string;
  /** `timeseries`, `row` … */
  readonly type: string;
  /** As messages name it: `panel "Requests"`. */
  readonly called: string;
  readonly datasource: Datasource | undefined;
  /** Absent where none are written. */
  readonly targets: readonly Target[] | undefined;
  /** All of it, as it is written. */
  readonly object: Fields;
  /** Settings of all its fields: unit, mappings. */
  readonly defaults: Fields;
  /** Settings of fields that are picked out: `{ id, value }`. */
  readonly overrides: readonly Fields[];
  readonly options: Fields;
}

export interface Target {
  readonly path: Path;
  readonly hide: boolean;
  /** The query to Prometheus or Loki; "" where there is none. */
  readonly expr: string;
  readonly exprPath: Path;
  /** Its own, or else the panel's. */
  readonly datasource: Datasource | undefined;
  /** The panel whose data is shown again. */
  readonly panelId: number | undefined;
}

export interface Variable {
  readonly path: Path;
  readonly name: string;
  readonly label: string;
  /** `query`, `datasource`, `custom` … */
  readonly type: string;
  /** The query; the type of data source. */
  readonly query: string;
  readonly queryPath: Path;
  readonly datasource: Datasource | undefined;
  readonly multi: boolean;
  /** Whether all can be picked at once, and what stands in queries then. */
  readonly includeAll: boolean;
  readonly allValue: string;
  /** When it is asked anew: 1 with the dashboard, 2 with each range of time. */
  readonly refresh: number;
}

/** Where data comes from, as it is named. */
export interface Datasource {
  /** The plugin; "" where it is not said. */
  readonly type: string;
  /** An id, a name, or a variable. */
  readonly uid: string;
}
