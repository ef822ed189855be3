import type { Desk } from "../../src/drill/desk";
import { expose, openServer } from "../../src/drill/desk";
import { Traffic } from "../../src/drill/traffic";
import type { MeshDescription } from "../../src/mesh/mesh";
import { worldOf } from "../../src/proof/mesh-world";
import { istiodTarget } from "../../src/proof/platform/istiod";
import { podsOf, sidecarTarget } from "../../src/proof/pods";
import type { Series } from "../../src/proof/series";
import { healthySeries } from "../dashboards/queries";
import type { Manifest } from "../manifest";
import { without } from "../manifest";

type Labels = Readonly<Record<string, string>>;

/** What a job finds when it asks a cluster. */
interface Found {
  readonly job: string;
  readonly targets: readonly string[];
  readonly labels?: Labels;
}

/** Something that is scraped. */
interface Endpoint {
  readonly path: string;
  /** It says the series with these labels, */
  readonly says: Labels;
  /** without these, which come from the scrape. */
  readonly scraped: readonly string[];
  readonly found: (port: number) => readonly Found[];
}

/** A healthy mesh on 127.0.0.1 whose targets answer, each at a port of its own. */
export interface Cluster {
  /** A job as it is, but with a fixed list where it asks a cluster or a name. */
  readonly found: (job: Manifest) => Manifest;
  readonly close: () => Promise<void>;
}

export async function openCluster(mesh: MeshDescription): Promise<Cluster> {
  const series = healthySeries(mesh);
  const endpoints = endpointsOf(mesh);
  const servers = await Promise.all(
    endpoints.map((endpoint) => serve(endpoint, series)),
  );
  const all = endpoints.flatMap(({ found }, index) =>
    found(servers[index]?.port ?? 0),
  );
  return {
    found: (config) => ({
      ...without(config, ["kubernetes_sd_configs"]),
      static_configs: all
        .filter(({ job }) => job === config["job_name"])
        .map(({ targets, labels = {} }) => ({ targets, labels })),
    }),
    close: async () => {
      await Promise.all(servers.map(({ close }) => close()));
    },
  };
}

function serve(
  { path, says, scraped }: Endpoint,
  series: readonly Series[],
): Promise<Desk> {
  const own = series
    // Prometheus says itself whether it reaches a target.
    .filter(({ metric }) => metric !== "up")
    .filter(({ labels }) =>
      Object.entries(says).every(([name, value]) => labels[name] === value),
    )
    .map((one) => ({ ...one, labels: without(one.labels, scraped) }));
  const now = Date.now() / 1000;
  const traffic = new Traffic(now);
  traffic.play({ series: own }, now);
  return openServer((request, response) => {
    if (request.url === path) expose(traffic, response);
    else response.writeHead(404).end();
  });
}

function endpointsOf(mesh: MeshDescription): readonly Endpoint[] {
  const world = worldOf(mesh);
  return [
    ...podsOf(world).map((pod) => sidecar(sidecarTarget(pod))),
    istiod(istiodTarget(world)),
    {
      path: "/metrics/cadvisor",
      says: { job: "kubelet" },
      scraped: ["job", "instance"],
      found: (port) => [
        {
          job: "cadvisor",
          targets: [here(port)],
          labels: meta("node_name", "node-1"),
        },
      ],
    },
    {
      path: "/metrics",
      says: { job: "kube-state-metrics" },
      scraped: ["job", "instance"],
      found: (port) => [{ job: "kube-state-metrics", targets: [here(port)] }],
    },
  ];
}

function sidecar(target: Labels): Endpoint {
  const path = "/stats/prometheus";
  return {
    path,
    says: target,
    scraped: Object.keys(target),
    found: (port) => [
      {
        job: "pods",
        // A target for each of the pod's ports, as discovery finds them.
        targets: [here(8080), here(15090)],
        labels: {
          ...annotatedPod(target, port),
          ...meta("pod_annotation_prometheus_io_path", path),
        },
      },
    ],
  };
}

/** Its pod has annotations like any other, and its Service a port for scrapes. */
function istiod(target: Labels): Endpoint {
  return {
    path: "/metrics",
    says: target,
    scraped: Object.keys(target),
    found: (port) => [
      {
        job: "pods",
        targets: [here(8080)],
        labels: {
          ...annotatedPod(target, port),
          ...meta("pod_label_app", "istiod"),
        },
      },
      ...["http-monitoring", "grpc-xds"].map((name) => ({
        job: "istiod",
        targets: [here(port)],
        labels: {
          ...podLabels(target),
          ...meta("service_label_istio", "pilot"),
          ...meta("endpoint_port_name", name),
        },
      })),
    ],
  };
}

const HERE = "127.0.0.1";

export function here(port: number): string {
  return `${HERE}:${port}`;
}

/** What discovery in Kubernetes would say. */
function meta(name: string, value: string): Labels {
  return { [`__meta_kubernetes_${name}`]: value };
}

function annotatedPod(target: Labels, port: number): Labels {
  return {
    ...podLabels(target),
    ...meta("pod_phase", "Running"),
    ...meta("pod_ip", HERE),
    ...meta("pod_annotation_prometheus_io_scrape", "true"),
    ...meta("pod_annotation_prometheus_io_port", `${port}`),
  };
}

function podLabels({ namespace = "", pod = "" }: Labels): Labels {
  return { ...meta("namespace", namespace), ...meta("pod_name", pod) };
}
