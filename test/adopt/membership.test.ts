import { adopted, deployment, noteLines, patchLines } from "./of";

const namespace = (labels: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {${labels}}}\n---`;

test.each([
  [
    "nothing",
    deployment("a"),
    "joins",
    "its pods get the label sidecar.istio.io/inject",
  ],
  [
    "namespace injects",
    namespace("istio-injection: enabled") + deployment("a"),
    "in",
    "its namespace injects",
  ],
  [
    "namespace of a revision",
    namespace("istio.io/rev: stable") + deployment("a"),
    "in",
    "its namespace injects",
  ],
  [
    "pods injected",
    deployment("a", { labels: "app: a, sidecar.istio.io/inject: 'true'" }),
    "in",
    "its pods' label sidecar.istio.io/inject",
  ],
  [
    "pods refuse",
    deployment("a", { labels: "app: a, sidecar.istio.io/inject: 'false'" }),
    "out",
    "its pods refuse injection (sidecar.istio.io/inject)",
  ],
  [
    "namespace refuses",
    namespace("istio-injection: disabled") + deployment("a"),
    "out",
    "its namespace refuses injection (istio-injection: disabled)",
  ],
  [
    "ambient",
    namespace("istio.io/dataplane-mode: ambient") + deployment("a"),
    "out",
    "it is in the ambient mesh, which has no sidecars",
  ],
  [
    "host network",
    deployment("a", { pod: "hostNetwork: true" }),
    "out",
    "it uses the host's network, where no sidecar is put in",
  ],
  [
    "Windows",
    deployment("a", { pod: "nodeSelector: {kubernetes.io/os: windows}" }),
    "out",
    "it runs on Windows, where there is no proxy",
  ],
  [
    "user 1337",
    deployment("a", { pod: "securityContext: {runAsUser: 1337}" }),
    "out",
    "it runs as user 1337, which is the proxy's own; give it another",
  ],
  [
    "port 15001",
    deployment("a", { container: "ports: [{containerPort: 15001}]" }),
    "out",
    "it listens on port 15001, which is the proxy's own",
  ],
  [
    "restricted",
    namespace("pod-security.kubernetes.io/enforce: restricted") +
      deployment("a"),
    "out",
    "its namespace enforces the Pod Security Standard restricted, which admits no sidecar without istio-cni; with it, add --cni",
  ],
  [
    "no template",
    "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: a}\nspec: {workloadRef: {kind: Deployment, name: b}}\n",
    "out",
    "it has no pod template of its own",
  ],
  [
    "annotation",
    deployment("a", { annotations: "sidelight.dev/mesh: 'false'" }),
    "out",
    "annotation sidelight.dev/mesh",
  ],
])("%s => %#", (_, yaml, membership, because) => {
  const found = adopted(yaml);
  expect(found.namespaces[0]?.workloads).toMatchObject([
    { membership, membershipBecause: because },
  ]);
  const injected = patchLines(found).filter((line) => line.includes("inject"));
  expect(injected).toHaveLength(membership === "joins" ? 1 : 0);
});

test("what counts the whole pod is told, since it counts the sidecar too", () => {
  const yaml =
    deployment("a", { more: "replicas: 3" }) +
    "\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {maxReplicas: 9, minReplicas: 3, scaleTargetRef: {kind: Deployment, name: a}, metrics: [{type: Resource, resource: {name: cpu}}]}\n---" +
    "\napiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {requests.cpu: 4}}\n---";
  expect(noteLines(adopted(yaml))).toEqual([
    "ResourceQuota q: has to leave room for 3 sidecars, each of which asks for 100m CPU and 128Mi of memory",
    "HorizontalPodAutoscaler h: looks at the whole pod, and so at the sidecar too; type ContainerResource looks at the application's container",
  ]);
});

const policy = (spec: string) =>
  `\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: np}\nspec: {podSelector: {}, ${spec}}\n---`;

test.each([
  ["out", "policyTypes: [Ingress, Egress]"],
  ["out", "egress: [{to: [{podSelector: {}}]}]"],
  ["out", "egress: [{ports: [{port: 443}]}]"],
  [
    "out",
    "egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}}]}]",
  ],
  ["joins", "policyTypes: [Ingress]"],
  ["joins", "egress: [{}]"],
  ["joins", "egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]"],
  ["joins", "egress: [{ports: [{port: 15000, endPort: 15100}]}]"],
  [
    "joins",
    "egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: istio-system}}}], ports: [{port: 15012}]}]",
  ],
])("%s where a NetworkPolicy says %s", (membership, spec) => {
  expect(
    adopted(deployment("a") + policy(spec)).namespaces[0]?.workloads,
  ).toMatchObject([{ membership }]);
});

test("by the label of a revision, where one is given", () => {
  const patched = patchLines(adopted(deployment("a"), { revision: "1-30" }));
  expect(patched).toEqual([
    "Deployment a spec.template.metadata.labels.version: v1",
    "Deployment a spec.template.metadata.labels.istio.io/rev: 1-30",
  ]);
  const again = adopted(
    deployment("a", { labels: "app: a, version: v1, istio.io/rev: 1-30" }),
  );
  expect(patchLines(again)).toEqual([]);
  expect(again.namespaces[0]?.workloads).toMatchObject([{ membership: "in" }]);
});

test("with istio-cni a restricted namespace is no obstacle", () => {
  const yaml =
    namespace("pod-security.kubernetes.io/enforce: restricted") +
    deployment("a");
  expect(adopted(yaml, { cni: true }).namespaces[0]?.workloads).toMatchObject([
    { membership: "joins" },
  ]);
});

test("Jobs stay as they are; a CronJob comes in when it is said", () => {
  const pod =
    "{metadata: {labels: {a: b}}, spec: {restartPolicy: Never, containers: [{name: c, image: x}]}}";
  const job = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: ${pod}}\n---\n`;
  const cron = (said: string) =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c${said}}\nspec: {schedule: "@daily", jobTemplate: {spec: {template: ${pod}}}}\n---\n`;
  expect(patchLines(adopted(job + cron("")))).toEqual([]);
  expect(
    patchLines(adopted(cron(", annotations: {sidelight.dev/mesh: 'true'}"))),
  ).toContain(
    "CronJob c spec.jobTemplate.spec.template.metadata.labels.sidecar.istio.io/inject: true",
  );
});
