import type { Check } from "../check";
import { rulesYaml } from "./example";
import { reportInferred } from "./inferences";

export const counter: Check = {
  id: "promql/counter",
  severity: "warning",
  demands: "A counter is read through rate or increase.",
  why: "Its value says how much there was since its process started, which nobody asks for.",
  bad: rulesYaml([
    { alert: "Many", expr: "container_cpu_usage_seconds_total > 100" },
  ]),
  says: "alert Many: got the count of container_cpu_usage_seconds_total since its process started, compared with a number",
  good: rulesYaml([
    {
      alert: "Many",
      expr: "increase(container_cpu_usage_seconds_total[5m]) > 100",
    },
  ]),
  run: (index, report) =>
    reportInferred(index, report, ["counter-without-rate", "delta-of-counter"]),
};
