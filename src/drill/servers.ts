import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { toYaml } from "../manifests/yaml";
import { rulesFile } from "./compress";
import type { Compressed } from "./compress";
import type { Running } from "./process";
import { DrillError, start } from "./process";
import { storageOf } from "./storage";

/** The scrape job of the drill itself, which no rule can mean. */
const JOB = "sidelight-drill";

export interface PrometheusSetup {
  readonly program: string;
  readonly folder: string;
  readonly port: number;
  readonly rules: Compressed;
  /** Between two evaluations. */
  readonly evaluateEvery: "1s" | "100ms";
  /** host:port of what is scraped and of who is told; neither where nobody watches yet. */
  readonly peers?: { readonly exporter: string; readonly alertmanager: string };
}

/** Prometheus with the rules, a scrape a second and nothing that reaches outside. */
export function startPrometheus(setup: PrometheusSetup): Running {
  const { folder, rules, peers, port } = setup;
  rules.files.forEach(({ groups }, index) =>
    writeFileSync(
      join(folder, `${index}.rules.yaml`),
      toYaml(rulesFile(groups)),
    ),
  );
  const config = {
    global: {
      scrape_interval: "1s",
      scrape_timeout: "1s",
      evaluation_interval: setup.evaluateEvery,
    },
    rule_files: [join(folder, "*.rules.yaml")],
    // Recordings are taken although their past is written further than now.
    ...(peers
      ? connections(peers)
      : { storage: { tsdb: { out_of_order_time_window: "1d" } } }),
  };
  const file = join(folder, "prometheus.yaml");
  writeFileSync(file, toYaml(config));
  const running = start(
    "Prometheus",
    setup.program,
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${storageOf(folder)}`,
      "--storage.tsdb.retention.time=10y",
      `--web.listen-address=127.0.0.1:${port}`,
      "--query.lookback-delta=5s",
      "--log.level=warn",
    ],
    `http://127.0.0.1:${port}`,
  );
  return {
    ...running,
    died: () => inFilesOfUser(running.died(), folder, rules),
  };
}

/** Names the file that a rule came from, not the one that was written for Prometheus. */
function inFilesOfUser(
  why: string | undefined,
  folder: string,
  { files }: Compressed,
): string | undefined {
  return files.reduce(
    (text, { file }, index) =>
      text?.replaceAll(
        new RegExp(`${join(folder, `${index}.rules.yaml`)}(: [\\d:]+)?`, "g"),
        file,
      ),
    why,
  );
}

function connections({
  exporter,
  alertmanager,
}: NonNullable<PrometheusSetup["peers"]>): object {
  const own = (label: string, regex: string) => ({
    source_labels: [label],
    regex,
    target_label: label,
    replacement: "",
  });
  return {
    alerting: {
      alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }],
    },
    scrape_configs: [
      {
        job_name: JOB,
        honor_labels: true,
        static_configs: [{ targets: [exporter] }],
        // Series that have no job or instance in life have none here.
        metric_relabel_configs: [own("job", JOB), own("instance", exporter)],
      },
    ],
  };
}

export function startAlertmanager(
  program: string,
  folder: string,
  port: number,
  config: object,
): Running {
  const file = join(folder, "alertmanager.yaml");
  writeFileSync(file, toYaml(config));
  return start(
    "Alertmanager",
    program,
    [
      `--config.file=${file}`,
      `--storage.path=${join(folder, "alertmanager")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--cluster.listen-address=",
      "--log.level=warn",
    ],
    `http://127.0.0.1:${port}`,
  );
}

/** A port to listen on: the one asked for, if it is free, or any. */
export function freePort(wanted: number): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", () =>
      fail(
        new DrillError(
          `port ${wanted} on 127.0.0.1 is taken; leave the option out to get a free one`,
        ),
      ),
    );
    probe.listen(wanted, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
