import type { Check } from "../check";
import { duplicateId } from "./duplicate-id";
import { duplicateUid } from "./duplicate-uid";
import { panelDatasource } from "./panel-datasource";
import { panelNoTargets } from "./panel-no-targets";
import { panelTitleDescription } from "./panel-title-description";
import { panelUnits } from "./panel-units";
import { parse } from "./parse";
import { removedPanel } from "./removed-panel";
import { targetCounterAgg } from "./target-counter-agg";
import { targetLabel } from "./target-label";
import { targetLogql } from "./target-logql";
import { targetLogqlAuto } from "./target-logql-auto";
import { targetPromql } from "./target-promql";
import { targetRateInterval } from "./target-rate-interval";
import { templateDatasource } from "./template-datasource";
import { templateLabel } from "./template-label";
import { templateLabelPromql } from "./template-label-promql";
import { templateOnTimeChangeReload } from "./template-on-time-change-reload";
import { uneditableDashboard } from "./uneditable-dashboard";
import { unknownVariable } from "./unknown-variable";
import { unusedVariable } from "./unused-variable";

/** Checks of Grafana's dashboards, under the names that dashboard-linter gives them where it has them. */
export const DASHBOARD_CHECKS: readonly Check[] = [
  parse,
  templateDatasource,
  templateLabel("job"),
  templateLabel("instance"),
  templateLabelPromql,
  templateOnTimeChangeReload,
  panelDatasource,
  panelTitleDescription,
  panelUnits,
  panelNoTargets,
  targetLogql,
  targetLogqlAuto,
  targetPromql,
  targetRateInterval,
  targetLabel("job"),
  targetLabel("instance"),
  targetCounterAgg,
  uneditableDashboard,
  duplicateUid,
  duplicateId,
  removedPanel,
  unknownVariable,
  unusedVariable,
];
