import { shop } from "../../src/app/shop";
import { dashboardsOf } from "../../src/dashboards/dashboards";
import { describe as describeMesh } from "../../src/mesh/mesh";
import type { MeshProps } from "../../src/mesh/mesh";
import { knownTo } from "../../src/rules/catalogue";
import { verifyQuery } from "../../src/rules/verify";

/** What of a dashboard's JSON the tests look at. */
export interface Model {
  readonly title: string;
  readonly uid: string;
  readonly panels: readonly ModelPanel[];
  readonly templating: {
    readonly list: readonly {
      readonly name: string;
      readonly query: unknown;
      /** The query as text, where Prometheus is asked. */
      readonly definition?: string;
      readonly current?: unknown;
    }[];
  };
  readonly annotations: {
    readonly list?: readonly { readonly name: string; readonly expr: string }[];
  };
}

export interface ModelPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly targets?: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly legendFormat?: string;
  }[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly thresholds?: {
        readonly steps: readonly { readonly value: number | null }[];
      };
    };
    readonly overrides: readonly {
      readonly matcher: { readonly options: string };
      readonly properties: readonly {
        readonly id: string;
        readonly value: unknown;
      }[];
    }[];
  };
}

export function meshOf(props: Partial<MeshProps> = {}) {
  const { value } = describeMesh({ ...shop, dashboards: {}, ...props });
  if (!value) throw new Error("the mesh is sound");
  return value;
}

/** The example's dashboards by name, with what was said of them. */
export function dashboards(props: Partial<MeshProps> = {}) {
  const mesh = meshOf(props);
  const known = knownTo(mesh);
  const { value = [], problems } = dashboardsOf(mesh, ({ expr }, at) =>
    verifyQuery(expr, known, at),
  );
  const models = new Map(
    value.map(({ name, json }) => [name as string, JSON.parse(json) as Model]),
  );
  return { mesh, models, problems };
}

/** A panel by its dashboard's name, and its row's title where two have its own. */
export function panel(models: ReadonlyMap<string, Model>, path: string) {
  const [board = "", ...titles] = path.split(" / ");
  const panels = models.get(board)?.panels ?? [];
  const from =
    titles.length > 1
      ? panels.findIndex(({ title }) => title === titles[0])
      : 0;
  const found = panels
    .slice(from)
    .find(({ type, title }) => type !== "row" && title === titles.at(-1));
  if (!found) throw new Error(`no panel ${path}`);
  return found;
}
