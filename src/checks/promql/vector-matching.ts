import type { Check } from "../check";
import { recordYaml } from "./example";
import { reportInferred } from "./inferences";

export const vectorMatching: Check = {
  id: "promql/vector_matching",
  severity: "error",
  demands: "Series on both sides of an operator can have the same labels.",
  why: "Series without a partner are left out, so nothing comes out and nobody is told.",
  bad: recordYaml('sum(errors) / sum by (pod) (requests{pod="a"})'),
  says: "recording shop:result:sum: got / between two sides of which the left has no label pod, so that no series has a partner",
  good: recordYaml('sum(errors) / sum(requests{pod="a"})'),
  run: (index, report) => reportInferred(index, report, ["never-matches"]),
};
