import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { shop } from "../../src/app/shop";
import type { Running } from "../../src/drill/process";
import { ask, ready } from "../../src/drill/process";
import type { PanelQuery } from "../dashboards/queries";
import { EMPTY, queriesOf, variablesOf, variants } from "../dashboards/queries";
import { dashboards } from "../dashboards/shop";
import type { Manifest } from "../manifest";
import { openCluster } from "./cluster";
import { shortened, startHere } from "./here";
import { prometheusFiles } from "./render";

/**
 * The Prometheus of the addons, for real: its configuration with its rules, and
 * scrapes of a whole mesh that answers on 127.0.0.1.
 */
const plain = {
  monitoring: { scrape: "annotations", rules: "none" },
} as const;
const { mesh, models } = dashboards(plain);
const queries = queriesOf(models);
const variables = variablesOf(models);

/** Until all panels show something; five seconds pass before the first scrape. */
const PATIENCE = 40_000;

const hasPrometheus =
  spawnSync("prometheus", ["--version"]).error === undefined;
if (!hasPrometheus)
  console.log(
    "skipped: prometheus is not installed (Debian's package prometheus has it)",
  );

(hasPrometheus ? test : test.skip)(
  "scrapes of a healthy mesh => all that rules record and dashboards ask for",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "sidelight-addons-"));
    const stops: (() => Promise<void>)[] = [];
    try {
      const cluster = await openCluster(mesh);
      stops.push(cluster.close);
      const files = prometheusFiles({ ...shop, ...plain });
      const prometheus = await startHere(files, folder, cluster);
      stops.push(prometheus.stop);
      await ready(prometheus, AbortSignal.timeout(PATIENCE));

      expect(await silent(prometheus)).toEqual(
        queries.map(({ name }) => name).filter((name) => name in EMPTY),
      );
      expect(await withoutValues(prometheus)).toEqual([]);
      expect(await failing(prometheus)).toEqual([]);
      expect(await reached(prometheus)).toEqual([
        "cadvisor 1",
        "istiod 1",
        "kube-state-metrics 1",
        "pods 5",
        "prometheus 1",
      ]);
      const [requests] = await query(
        prometheus,
        'istio_requests_total{reporter="destination",destination_workload="web-app-v2"}',
      );
      expect(requests).toMatchObject({
        job: "pods",
        namespace: "shop",
        pod: "web-app-v2-1",
        container: "istio-proxy",
        destination_service_name: "web-app",
      });
      const [recorded] = await query(
        prometheus,
        'service:istio_requests:rate5m{reporter="destination",destination_service_name="web-app"} > 0',
      );
      expect(recorded).toMatchObject({
        destination_service_namespace: "shop",
        response_code: "200",
      });
    } finally {
      await Promise.all(stops.map((stop) => stop()));
      rmSync(folder, { recursive: true });
    }
  },
  PATIENCE + 30_000,
);

/** The panels that show nothing, once those that shall show something do, or time is up. */
async function silent(prometheus: Running): Promise<readonly string[]> {
  const until = Date.now() + PATIENCE;
  let left = queries;
  for (;;) {
    const shown = await Promise.all(
      left.map((panel) => shows(prometheus, panel)),
    );
    left = left.filter((_, index) => shown[index] !== true);
    if (left.every(({ name }) => name in EMPTY) || Date.now() > until)
      return left.map(({ name }) => name);
    await sleep(500);
  }
}

async function shows(
  prometheus: Running,
  { expr }: PanelQuery,
): Promise<boolean> {
  for (const one of variants(expr, mesh))
    if ((await query(prometheus, shortened(one))).length > 0) return true;
  return false;
}

/** Variables that offer nothing to pick. */
async function withoutValues({ url }: Running): Promise<readonly string[]> {
  const values = await Promise.all(
    variables.map(async ({ series, label }) => {
      const asked = variants(series, mesh).map((one) =>
        get(
          `${url}/api/v1/label/${label}/values?match[]=${encodeURIComponent(one)}`,
        ),
      );
      return (await Promise.all(asked)).flatMap(({ data }) => data as string[]);
    }),
  );
  return variables
    .filter((_, index) => values[index]?.length === 0)
    .map(({ name }) => name);
}

/** Rules that cannot be evaluated, and why. */
async function failing({ url }: Running): Promise<readonly string[]> {
  const { data } = await get(`${url}/api/v1/rules`);
  return (data.groups as readonly Manifest[])
    .flatMap((group) => group["rules"] as readonly Manifest[])
    .filter(({ health }) => health === "err")
    .map(({ name, lastError }) => `${name}: ${lastError}`);
}

/** How many targets of each job have been up. */
async function reached(prometheus: Running): Promise<readonly string[]> {
  const up = await query(prometheus, "max_over_time(up[1m]) == 1");
  const jobs = up.map(({ job }) => job as string);
  return [...new Set(jobs)]
    .sort()
    .map((name) => `${name} ${jobs.filter((job) => job === name).length}`);
}

/** The labels of a query's series. */
async function query(
  { url }: Running,
  expr: string,
): Promise<readonly Manifest[]> {
  const { status, error, data } = await get(
    `${url}/api/v1/query?query=${encodeURIComponent(expr)}`,
  );
  if (status !== "success") throw new Error(`${expr}: ${error}`);
  return data.result.map(({ metric }: Manifest) => metric);
}

async function get(url: string): Promise<Manifest> {
  return (await ask(url, AbortSignal.timeout(10_000))) as Manifest;
}
