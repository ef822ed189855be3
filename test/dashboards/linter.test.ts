import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toYaml } from "../../src/manifests/yaml";
import { judged } from "../checks/dashboards/said";
import { dashboards } from "./shop";

const { models } = dashboards();

test.each([...models])("%s passes all checks of dashboards", (name, model) => {
  const text = toYaml({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name },
    data: { [`${name}.json`]: JSON.stringify(model, null, 2) },
  });
  expect(judged(text).findings).toEqual([]);
});

const linter = spawnSync("dashboard-linter", ["--help"]);
if (linter.error)
  console.log(
    "skipped: dashboard-linter is not installed (github.com/grafana)",
  );

/** Istio's metrics are picked by workload and service, and recordings have neither. */
const EXCLUSIONS = [
  "template-job-rule",
  "template-instance-rule",
  "target-job-rule",
  "target-instance-rule",
];

(linter.error ? test.skip.each : test.each)([...models])(
  "%s passes dashboard-linter, but for the variables job and instance",
  (name, model) => {
    const folder = mkdtempSync(join(tmpdir(), "sidelight-linter-"));
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(model));
    writeFileSync(
      join(folder, ".lint"),
      toYaml({
        exclusions: Object.fromEntries(
          EXCLUSIONS.map((rule) => [rule, { reason: "picked by service" }]),
        ),
      }),
    );
    const { status, stdout } = spawnSync(
      "dashboard-linter",
      ["lint", "--strict", "--config", join(folder, ".lint"), file],
      { encoding: "utf8" },
    );
    rmSync(folder, { recursive: true });
    expect([
      status,
      stdout.split("\n").filter((l) => l.startsWith("[❌]")),
    ]).toEqual([0, []]);
  },
);
