import type { DashboardName } from "../mesh/dashboards";
import { dashboardUid } from "../mesh/dashboards";
import type { MeshDescription } from "../mesh/mesh";
import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import type { Query } from "../promql/build";
import { annotationsOf } from "./annotations";
import type { Board, Panel, Row } from "./board";
import { queriesOf } from "./board";
import { textOf } from "./fit";
import { grafanaDashboard } from "./grafana";
import { BOARDS } from "./list";

/** A dashboard as Grafana's provisioning reads it. */
export interface Dashboard {
  readonly name: DashboardName;
  readonly uid: string;
  readonly json: string;
}

/** Reports at a place what cannot be right in a query. */
export type Verify = (query: Query, at: Place) => void;

/**
 * The dashboards of a mesh. A panel that asks for what a Telemetry took away
 * would stay empty, so it is left out, with a warning that says who took it.
 */
export function dashboardsOf(
  mesh: MeshDescription,
  verify: Verify,
): Described<readonly Dashboard[]> {
  const problems: Problem[] = [];
  const value = BOARDS.filter((one) => one.applies?.(mesh) ?? true).flatMap(
    (board): readonly Dashboard[] => {
      const owner = `mesh ${mesh.name}, dashboard ${board.name}`;
      const holds = (name: string, queries: readonly Query[]) =>
        answerable(`${owner}, ${name}`, queries, verify, problems);
      const rows = rowsOf(board, mesh, holds);
      if (rows.length === 0) return [];
      const model = grafanaDashboard(
        board,
        rows,
        annotationsOf(board, mesh).filter(({ name, query }) =>
          holds(`annotation ${name}`, [query]),
        ),
        mesh,
      );
      const uid = dashboardUid(mesh, board.name);
      const json = textOf(model, new Place(owner, problems));
      return [{ name: board.name, uid, json }];
    },
  );
  return { value, problems };
}

function rowsOf(
  board: Board,
  mesh: MeshDescription,
  holds: (name: string, queries: readonly Query[]) => boolean,
): readonly Row[] {
  const kept = (panel: Panel): boolean =>
    holds(
      `panel ${JSON.stringify(panel.title)}`,
      queriesOf(panel).map(([, query]) => query),
    );
  return board
    .rows(mesh)
    .map((row) => ({ ...row, panels: row.panels.filter(kept) }))
    .filter(({ panels }) => panels.length > 0);
}

/** Whether all of the queries can be answered; the first that cannot is told. */
function answerable(
  where: string,
  queries: readonly Query[],
  verify: Verify,
  problems: Problem[],
): boolean {
  const found: Problem[] = [];
  for (const query of queries) verify(query, new Place(where, found));
  const [first] = found;
  if (first)
    problems.push({
      ...first,
      severity: "warning",
      fix: "keep it there; until then it is left out of the dashboard",
    });
  return first === undefined;
}
