import { toYaml } from "../../src/manifests/yaml";
import { toRecordingRule } from "../../src/alerts/to-rule";
import { versionsApart } from "../../src/mesh/routing";
import { format } from "../../src/promql/format";
import { baseRecordings } from "../../src/signals/base-rules";
import { errorIncrease } from "../../src/signals/canary";
import { errorRatio, failedRaw } from "../../src/signals/requests";
import { promtool, testWithPromtool } from "../promtool";

const versions = versionsApart({ engine: { name: "flagger" } });
const target = { namespace: "shop", service: "web-app", versions };

/** Requests as a client's and the server's proxy count them where Flagger splits a service. */
function counted(
  workload: string,
  version: string,
  code: string,
  rate: number,
) {
  return ["source", "destination"].map((reporter) => ({
    series: `istio_requests_total{reporter="${reporter}",destination_workload="${workload}",destination_version="${version}",destination_service_name="${workload === "web-app" ? "web-app-canary" : workload}",destination_service_namespace="shop",response_code="${code}"}`,
    values: `0+${rate * 15}x60`,
  }));
}

testWithPromtool(
  "alerts see one service, whichever of Flagger's names its requests took",
  () => {
    const rules = toYaml({
      groups: [
        {
          name: "recordings",
          rules: baseRecordings("shop", [target]).map(toRecordingRule),
        },
      ],
    });
    const raw = failedRaw(target, "2m");
    const by =
      'destination_service_name="web-app", destination_service_namespace="shop"';
    const answer = (expr: string, value: number) => ({
      expr: `round(${expr}, 0.0001)`,
      eval_time: "12m",
      exp_samples: [{ labels: `{${by}}`, value }],
    });
    const test = toYaml({
      rule_files: ["rules.yaml"],
      evaluation_interval: "15s",
      tests: [
        {
          interval: "15s",
          input_series: [
            ...counted("web-app-primary", "v1", "200", 9),
            ...counted("web-app", "v2", "200", 0.5),
            ...counted("web-app", "v2", "503", 0.5),
          ],
          promql_expr_test: [
            answer(format(errorRatio(target, "clients").expr), 0.05),
            answer(format(errorRatio(target, "server").expr), 0.05),
            answer(
              format(
                errorIncrease({ ...target, stable: "v1", canary: "v2" }).expr,
              ),
              0.5,
            ),
            answer(format(raw.failed.div(raw.all).expr), 0.05),
          ],
        },
      ],
    });
    expect(
      promtool(["test", "rules", "test.yaml"], {
        "rules.yaml": rules,
        "test.yaml": test,
      }),
    ).toBe("");
  },
);
