import { readSides } from "../../src/release/read-sides";
import { review } from "../../src/release/review";
import { object, saidOf } from "./compare";

const workload = (
  kind: string,
  {
    image = "web:1",
    version = "v1",
    replicas = 2,
    spec = "",
    rest = "",
  }: {
    readonly image?: string;
    readonly version?: string;
    readonly replicas?: number;
    readonly spec?: string;
    readonly rest?: string;
  } = {},
) =>
  object(
    kind,
    "web",
    `spec: {${spec}replicas: ${replicas}, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web, version: ${version}}}, spec: {containers: [{name: web, image: '${image}'${rest}}]}}}`,
  );
const deployment = (options = {}) => workload("apps/v1/Deployment", options);
const canary = (
  analysis = "interval: 1m, threshold: 5, stepWeight: 10, maxWeight: 50",
  service = "port: 80",
  metrics = "[{name: errors, interval: 1m, thresholdRange: {max: 0.02}}]",
) =>
  object(
    "flagger.app/v1beta1/Canary",
    "web",
    `spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, service: {${service}}, analysis: {${analysis}, metrics: ${metrics}}}`,
  );
const service = object("v1/Service", "web", "spec: {ports: [{port: 80}]}");
const routes = object(
  "networking.istio.io/v1/VirtualService",
  "web",
  "spec: {hosts: [web], http: [{route: [{destination: {host: web, subset: v1}}]}]}",
);
const settings = (level: string, annotations = "") =>
  object("v1/ConfigMap", "web", `data: {level: ${level}}`).replace(
    "namespace: shop",
    `namespace: shop${annotations}`,
  );
const reads = { rest: ", envFrom: [{configMapRef: {name: web}}]" };
const release = { image: "web:2", version: "v2" };
const IMAGE = "Images: web: image web:2 instead of 1";

test.each<[what: string, before: string, after: string, said: string[]]>([
  [
    "a release in steps",
    canary() + deployment(),
    canary() + deployment(release),
    [
      "Traffic: web: Flagger takes web from v1 to v2 in steps of 10 % up to 50 %, unless users have v2 already",
      IMAGE,
    ],
  ],
  [
    "of an image without a version",
    canary("stepWeights: [1, 5, 20]") + deployment(),
    canary("stepWeights: [1, 5, 20]") + deployment({ image: "web:2" }),
    [
      "Traffic: web: Flagger takes web from web:1 to web:2 in steps of 1, 5, 20 %, unless users have web:2 already",
      IMAGE,
    ],
  ],
  [
    "of other settings, by a number of checks, to the Service that callers know",
    canary("iterations: 10", "name: shop, port: 80") + deployment(),
    canary("iterations: 10", "name: shop, port: 80") + deployment(reads),
    ["Traffic: shop: Flagger takes web to other pods after 10 checks"],
  ],
  [
    "replicas are no release",
    canary() + deployment(),
    canary() + deployment({ replicas: 5 }),
    [
      "Replicas and resources: web: replicas 5 instead of 2; web-primary, which users have, keeps its own until a release",
    ],
  ],
  [
    "settings are one",
    canary() + deployment(reads) + settings("info"),
    canary() + deployment(reads) + settings("debug"),
    [
      "Restarts: web: ConfigMap has another level; Flagger takes web to it as to a release",
    ],
  ],
  [
    "but those that it is told to leave alone",
    canary() + deployment(reads) + settings("info"),
    canary() +
      deployment(reads) +
      settings(
        "debug",
        ", annotations: {flagger.app/config-tracking: disabled}",
      ),
    [
      "Restarts: web: ConfigMap has another level; nothing restarts by that alone",
    ],
  ],
  [
    "a workload that no Canary names is replaced as ever",
    canary().replaceAll("name: web}", "name: other}") + deployment(),
    canary().replaceAll("name: web}", "name: other}") + deployment(release),
    [
      IMAGE,
      "Restarts: web: pods are replaced, a few at a time: labels version, image",
    ],
  ],
  [
    "a service is taken over",
    deployment() + service + routes,
    deployment() + canary(),
    [
      "Services: web: Service leaves these files; Flagger makes it",
      "Traffic: web: VirtualService leaves these files; Flagger makes its own",
      "Traffic: web: Flagger takes releases of web from now on, in steps of 10 % up to 50 %; users get pods of web-primary, which it makes",
    ],
  ],
  [
    "and given back",
    deployment() + canary(),
    deployment(),
    [
      "Traffic: web: Flagger takes no releases of web any more; what it made goes with the Canary, web-primary among it",
    ],
  ],
  [
    "steps, times, thresholds and routes",
    canary(),
    canary(
      "interval: 2m, threshold: 3, stepWeight: 20, maxWeight: 60, mirror: true",
      "port: 80, timeout: 5s",
      "[{name: errors, interval: 5m, thresholdRange: {max: 0.05}}, {name: success, thresholdRange: {min: 99}}]",
    ),
    [
      "Traffic: web: releases go in steps of 20 % up to 60 %; before: in steps of 10 % up to 50 %",
      "Traffic: web: time of a step 2m instead of 1m",
      "Traffic: web: failed checks until a release is taken back 3 instead of 5",
      "Traffic: web: a check of errors fails above 0.05 instead of above 0.02",
      "Traffic: web: time over which errors looks back 5m instead of 1m",
      "Traffic: web: releases are also checked by success: fails below 99",
      "Traffic: web: the analysis of releases differs: mirror",
      "Traffic: web: timeout 5s, there was none",
    ],
  ],
  [
    "what a metric asks",
    object(
      "flagger.app/v1beta1/MetricTemplate",
      "errors",
      "spec: {query: 'rate(errors[1m])'}",
    ),
    object(
      "flagger.app/v1beta1/MetricTemplate",
      "errors",
      "spec: {query: 'rate(errors[5m])'}",
    ),
    [
      "Traffic: errors: the metric by which releases are checked looks back 5m instead of 1m",
    ],
  ],
  [
    "a Rollout",
    rollout("canary: {steps: [{setWeight: 10}, {pause: {}}, {setWeight: 50}]}"),
    rollout(
      "canary: {steps: [{setWeight: 10}, {pause: {}}, {setWeight: 50}]}",
      release,
    ),
    [
      "Traffic: web: Argo Rollouts takes web from v1 to v2 in steps of 10, 50 %, unless users have v2 already",
      IMAGE,
    ],
  ],
  [
    "a Rollout's steps",
    rollout("canary: {steps: [{setWeight: 10}]}"),
    rollout("blueGreen: {autoPromotionEnabled: false}"),
    [
      "Traffic: web: releases go beside the old pods, until somebody promotes it; before: in steps of 10 %",
    ],
  ],
])("%s", (_, before, after, said) => {
  expect(saidOf(before, after)).toEqual(said);
});

function rollout(strategy: string, options = {}): string {
  return workload("argoproj.io/v1alpha1/Rollout", {
    ...options,
    spec: `strategy: {${strategy}}, `,
  });
}

test("a Canary that stands as it is need not be read with what differs", () => {
  const side = (release: string) => ({
    label: "",
    files: [{ file: "a.yaml", text: `${release}---\n${canary()}` }],
  });
  const { before, after, whole } = readSides(
    side(deployment()),
    side(deployment(release)),
  );
  expect(after.map(({ identity }) => identity.kind)).toEqual(["Deployment"]);
  expect(review(before, after, whole).summary[0]?.text).toBe(
    "Flagger takes web from v1 to v2 in steps of 10 % up to 50 %, unless users have v2 already",
  );
});
