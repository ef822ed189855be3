import { App } from "cdk8s";
import { Addons } from "../../src/addons/addons";
import type { MeshProps } from "../../src/mesh/mesh";
import type { AddonsProps } from "../../src/platform/addons";
import { printProblem } from "../../src/problems/print";
import { render } from "../../src/synth/render";
import type { Manifest } from "../manifest";
import { documents, find } from "../manifest";

/** A mesh that a plain Prometheus watches. */
export const shop: MeshProps = {
  name: "shop",
  monitoring: { scrape: "annotations", rules: "none" },
  alertmanager: {
    pages: { pagerduty: { name: "pagerduty", key: "routing-key" } },
    tickets: { webhook: "https://tickets.example/alerts" },
  },
  services: [
    {
      name: "web-app",
      image: "registry.example/web-app:1.4.2",
      port: 8080,
    },
  ],
};

/** What comes out of addons, and what is said of them. */
export function addons(...props: readonly object[]): {
  readonly objects: readonly Manifest[];
  readonly said: readonly string[];
} {
  const app = new App();
  props.forEach(
    (one, index) => new Addons(app, `addons-${index}`, one as AddonsProps),
  );
  const { dist, problems } = render(app);
  return {
    objects: dist.flatMap(({ content }) => documents(content)),
    said: problems.map(printProblem),
  };
}

/** What a plain Prometheus reads. */
export interface PrometheusFiles {
  readonly config: string;
  /** Files of rules by their names. */
  readonly rules: Readonly<Record<string, string>>;
}

export function prometheusFiles(mesh: MeshProps): PrometheusFiles {
  const { objects } = addons({
    by: "manifests",
    meshes: [mesh],
    prometheus: {},
  });
  return {
    config: find(objects, "ConfigMap", "prometheus-config")["data"][
      "prometheus.yml"
    ],
    rules: Object.fromEntries(
      objects
        .filter(({ metadata }) => /-rules$/.test(metadata.name))
        .flatMap(({ data }) => Object.entries(data as Record<string, string>)),
    ),
  };
}
