import type { Index } from "../../manifests/index-of";
import { sourceKind } from "../../manifests/dashboards/source-of";
import { targetsOf, type TargetOf } from "./parts";

/** Queries to Loki that are shown. */
export function logTargets(index: Index): readonly TargetOf[] {
  return targetsOf(index).filter(
    ({ dashboard, target }) =>
      !target.hide &&
      target.expr !== "" &&
      sourceKind(target.datasource, dashboard) === "loki",
  );
}

/** Reports at a character of the query. */
export function placeIn(
  { dashboard: { manifest }, target }: TargetOf,
  offset: number,
): { readonly line: number; readonly column: number } | undefined {
  return manifest.within?.(target.exprPath, offset);
}
