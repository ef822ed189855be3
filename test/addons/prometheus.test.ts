import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { PODS } from "../../src/addons/prometheus-config";
import { toYaml } from "../../src/manifests/yaml";
import { start } from "../../src/drill/process";
import { freePort } from "../../src/drill/servers";
import type { Manifest } from "../manifest";
import { find } from "../manifest";
import { promtool, testWithPromtool } from "../promtool";
import { addons, shop } from "./render";

/**
 * The Prometheus of the addons, for real: its configuration with its rules, and
 * a scrape of a sidecar that this test plays. Only where targets are found is
 * another: a fixed list with the labels that discovery would give.
 */
const { objects } = addons({
  by: "manifests",
  meshes: [shop],
  prometheus: {},
});
const config = find(objects, "ConfigMap", "prometheus-config")["data"][
  "prometheus.yml"
] as string;
const rules = Object.fromEntries(
  objects
    .filter(({ metadata }) => /-rules$/.test(metadata.name))
    .flatMap(({ data }) => Object.entries(data as Record<string, string>)),
);

testWithPromtool("promtool takes the configuration and every rule", () => {
  // Debian builds without discovery in Kubernetes.
  const here = toYaml(withoutDiscovery(parse(config) as Manifest))
    .replaceAll("/etc/prometheus/rules/", "./")
    .replaceAll(/\/var\/run\/\S+token/g, "token");
  expect(
    promtool(["check", "config", "prometheus.yml"], {
      "prometheus.yml": here,
      token: "",
      ...rules,
    }),
  ).toBe("");
});

/** What a sidecar says after so many seconds: 10 requests a second. */
function stats(seconds: number): string {
  const peers =
    'source_workload="cart-v1",source_workload_namespace="shop",destination_workload="web-app-v1",destination_workload_namespace="shop"';
  const service =
    'destination_service="web-app.shop.svc.cluster.local",destination_service_name="web-app",destination_service_namespace="shop"';
  return [
    "# TYPE istio_requests_total counter",
    `istio_requests_total{reporter="destination",${peers},${service},response_code="200",response_flags="-",request_protocol="http",connection_security_policy="mutual_tls",grpc_response_status=""} ${10 * seconds}`,
    "# TYPE istio_agent_cert_expiry_seconds gauge",
    'istio_agent_cert_expiry_seconds{resource_name="default"} 80000',
    "",
  ].join("\n");
}

const hasPrometheus =
  spawnSync("prometheus", ["--version"]).error === undefined;
if (!hasPrometheus)
  console.log(
    "skipped: prometheus is not installed (Debian's package prometheus has it)",
  );

(hasPrometheus ? test : test.skip)(
  "a scraped sidecar => its series with the pod's labels, and the recordings of them",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "sidelight-addons-"));
    const begun = Date.now();
    const sidecar = createServer((request, response) => {
      const found = request.url === "/stats/prometheus";
      response.writeHead(found ? 200 : 404, { "content-type": "text/plain" });
      response.end(found ? stats((Date.now() - begun) / 1000) : "");
    });
    await new Promise<void>((done) => sidecar.listen(0, "127.0.0.1", done));
    const port = await freePort(0);
    mkdirSync(join(folder, "rules"));
    for (const [name, text] of Object.entries(rules))
      writeFileSync(join(folder, "rules", name), everySecond(text));
    writeFileSync(
      join(folder, "prometheus.yml"),
      toYaml(atHand(folder, (sidecar.address() as AddressInfo).port)),
    );
    const prometheus = start(
      "Prometheus",
      "prometheus",
      [
        `--config.file=${join(folder, "prometheus.yml")}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      `http://127.0.0.1:${port}`,
    );
    try {
      const [requests] = await answer(prometheus.url, "istio_requests_total");
      expect(requests?.["metric"]).toMatchObject({
        job: "pods",
        namespace: "shop",
        pod: "web-app-v1-0",
        reporter: "destination",
        destination_service_name: "web-app",
      });
      expect(
        await answer(prometheus.url, "istio_agent_cert_expiry_seconds"),
      ).toHaveLength(1);
      const [recorded] = await answer(
        prometheus.url,
        'service:istio_requests:rate5m{destination_service_name="web-app"} > 0',
      );
      expect(recorded?.["metric"]).toMatchObject({
        reporter: "destination",
        destination_service_namespace: "shop",
        response_code: "200",
      });
      const { data } = (await (
        await fetch(`${prometheus.url}/api/v1/rules`)
      ).json()) as Manifest;
      const failing = data.groups
        .flatMap((group: Manifest) => group["rules"] as Manifest[])
        .filter(({ health }: Manifest) => health === "err");
      expect(failing).toEqual([]);
    } finally {
      await prometheus.stop();
      sidecar.close();
      rmSync(folder, { recursive: true });
    }
  },
  40_000,
);

function everySecond(text: string): string {
  const { groups } = parse(text) as { groups: object[] };
  return toYaml({
    groups: groups.map((group) => ({ ...group, interval: "1s" })),
  });
}

function withoutDiscovery({ scrape_configs, ...rest }: Manifest): object {
  return {
    ...rest,
    scrape_configs: scrape_configs.map((job: Manifest) =>
      Object.fromEntries(
        Object.entries(job).filter(([key]) => key !== "kubernetes_sd_configs"),
      ),
    ),
  };
}

/** The same configuration, with one pod where discovery would ask a cluster. */
function atHand(folder: string, port: number): object {
  const pod = {
    __meta_kubernetes_namespace: "shop",
    __meta_kubernetes_pod_name: "web-app-v1-0",
    __meta_kubernetes_pod_phase: "Running",
    __meta_kubernetes_pod_ip: "127.0.0.1",
    __meta_kubernetes_pod_annotation_prometheus_io_scrape: "true",
    __meta_kubernetes_pod_annotation_prometheus_io_path: "/stats/prometheus",
    __meta_kubernetes_pod_annotation_prometheus_io_port: String(port),
  };
  const rest = parse(config) as Manifest;
  return {
    ...rest,
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: [join(folder, "rules/*.yaml")],
    scrape_configs: [
      {
        ...PODS,
        // A target for each of the pod's ports, as discovery finds them.
        static_configs: [
          { targets: ["127.0.0.1:8080", "127.0.0.1:15090"], labels: pod },
        ],
      },
    ],
  };
}

/** A query's series, once there are any. */
async function answer(
  url: string,
  query: string,
): Promise<readonly Manifest[]> {
  for (const until = Date.now() + 15_000; Date.now() < until; await sleep(200))
    try {
      const response = await fetch(
        `${url}/api/v1/query?query=${encodeURIComponent(query)}`,
      );
      const { data } = (await response.json()) as Manifest;
      if (data.result.length > 0) return data.result as Manifest[];
    } catch {
      // It has not begun to answer yet.
    }
  return [];
}
