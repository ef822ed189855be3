// What rules cost.
//   bench/rules.ts [RUNS]                             to make them, for 10 to 1,000 services
//   bench/rules.ts prometheus [SERVICES [HISTORY]]    to evaluate them, beside the same alerts
//                                                     written straight on Istio's series
import { benchBuild } from "./rules/build";
import { benchPrometheus } from "./rules/prometheus";

const [what, services = "200", history = "3d"] = process.argv.slice(2);

if (what === "prometheus")
  benchPrometheus(Number(services), history).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  });
else benchBuild(Number(what ?? 5));
