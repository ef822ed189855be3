import { parse } from "yaml";
import { toYaml } from "../../src/manifests/yaml";
import type { Manifest } from "../manifest";
import { without } from "../manifest";
import { promtool, testWithPromtool } from "../promtool";
import { prometheusFiles, shop } from "./render";

const { config, rules } = prometheusFiles(shop);

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

function withoutDiscovery({ scrape_configs, ...rest }: Manifest): object {
  return {
    ...rest,
    scrape_configs: scrape_configs.map((job: Manifest) =>
      without(job, ["kubernetes_sd_configs"]),
    ),
  };
}
