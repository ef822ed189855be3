import { App } from "cdk8s";
import { Environments, synth } from "../../src/index";
import { shop } from "./shop";

/**
 * One shop, twice: in staging with a pod each and an easy threshold, in
 * production as it is described. Images and canaries are in releases.yaml.
 */
const app = new App();
new Environments(app, "shop", {
  mesh: shop,
  environments: {
    staging: {
      cluster: "staging",
      replicas: 1,
      monitoring: { labels: { release: "monitoring" } },
      alerts: { errorRatio: 0.2 },
      services: {
        "web-app": { ingress: { hosts: ["shop.staging.example.com"] } },
      },
    },
    production: { cluster: "production" },
  },
  data: "releases.yaml",
});
synth(app);
