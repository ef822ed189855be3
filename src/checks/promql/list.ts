import type { Check } from "../check";
import { aggregate } from "./aggregate";
import { alertAbsent } from "./alert-absent";
import { alertComparison } from "./alert-comparison";
import { alertFor } from "./alert-for";
import { alertTemplate } from "./alert-template";
import { bucket } from "./bucket";
import { counter } from "./counter";
import { dependency } from "./dependency";
import { doubleCount } from "./double-count";
import { duplicate } from "./duplicate";
import { externalLabels } from "./external-labels";
import { fragile } from "./fragile";
import { groupInterval } from "./group-interval";
import { goneMetric } from "./gone-metric";
import { impossible } from "./impossible";
import { labelsConflict } from "./labels-conflict";
import { mtlsAtSource } from "./mtls-at-source";
import { nan } from "./nan";
import { offset } from "./offset";
import { rangeQuery } from "./range-query";
import { rate } from "./rate";
import { regexp } from "./regexp";
import { result } from "./result";
import { selector } from "./selector";
import { series } from "./series";
import { syntax } from "./syntax";
import { units } from "./units";
import { unreadable } from "./unreadable";
import { vectorMatching } from "./vector-matching";

/** Checks of rules, under the names that pint gives them where it has them. */
export const PROMQL_CHECKS: readonly Check[] = [
  unreadable,
  syntax,
  result,
  alertAbsent,
  alertComparison,
  alertFor,
  alertTemplate,
  externalLabels,
  fragile,
  nan,
  regexp,
  rate,
  counter,
  impossible,
  vectorMatching,
  series,
  doubleCount,
  mtlsAtSource,
  goneMetric,
  bucket,
  units,
  offset,
  rangeQuery,
  selector,
  aggregate,
  dependency,
  duplicate,
  groupInterval,
  labelsConflict,
];
