import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { compressExpr } from "../../src/drill/compress-expr";
import type { Running } from "../../src/drill/process";
import { start } from "../../src/drill/process";
import { freePort } from "../../src/drill/servers";
import { toYaml } from "../../src/manifests/yaml";
import { parse as parseQuery } from "../../src/promql/parse";
import { render } from "../../src/promql/render";
import type { Manifest } from "../manifest";
import { without } from "../manifest";
import type { Cluster } from "./cluster";
import { here } from "./cluster";
import type { PrometheusFiles } from "./render";

/** Starts the Prometheus of the addons beside a cluster that is here. */
export async function startHere(
  { config, rules }: PrometheusFiles,
  folder: string,
  cluster: Cluster,
): Promise<Running> {
  const port = await freePort(0);
  mkdirSync(join(folder, "rules"));
  for (const [name, text] of Object.entries(rules))
    writeFileSync(join(folder, "rules", name), quickened(text));
  writeFileSync(
    join(folder, "prometheus.yml"),
    toYaml(configHere(config, folder, port, cluster)),
  );
  return start(
    "Prometheus",
    "prometheus",
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${here(port)}`,
    ],
    `http://${here(port)}`,
  );
}

/**
 * The same configuration: with a scrape a second of what is here, which has no
 * certificate, and with nobody who is told.
 */
function configHere(
  config: string,
  folder: string,
  port: number,
  cluster: Cluster,
): object {
  const { scrape_configs, ...rest } = parse(config) as Manifest;
  return {
    ...without(rest, ["alerting"]),
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: [join(folder, "rules/*.yaml")],
    scrape_configs: (scrape_configs as readonly Manifest[]).map((job) =>
      job["job_name"] === "prometheus"
        ? { ...job, static_configs: [{ targets: [here(port)] }] }
        : without(cluster.found(job), [
            "scheme",
            "authorization",
            "tls_config",
          ]),
    ),
  };
}

/** The same rules every second, over shorter windows; alerts wait as long as ever. */
function quickened(text: string): string {
  const { groups } = parse(text) as { groups: readonly Manifest[] };
  return toYaml({
    groups: groups.map((group) => ({
      ...group,
      interval: "1s",
      rules: group["rules"].map((rule: Manifest) => ({
        ...rule,
        expr: shortened(rule["expr"] as string),
      })),
    })),
  });
}

/** An hour before is six seconds before; a rate's window is four scrapes long. */
const CLOCK = { speed: 600 };

/** A query over windows that are full within seconds. */
export function shortened(expr: string): string {
  const { expr: root } = parseQuery(expr);
  if (!root) throw new Error(`cannot read ${expr}`);
  return render(compressExpr(root, CLOCK));
}
