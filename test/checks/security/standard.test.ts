import { saidOf } from "./findings";

const RESTRICTED =
  "securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }";

const pod = (spec: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { ${spec} }
`;

const namespace = (labels: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { ${labels} } }
---`;

const label = (mode: string, level: string) =>
  `pod-security.kubernetes.io/${mode}: ${level}`;

const PRIVILEGED = pod(
  `containers: [{ name: web, image: "web:1", ${RESTRICTED.replace("{", "{ privileged: true,")} }]`,
);
const LAX = pod('containers: [{ name: web, image: "web:1" }]');

describe("what the namespace asks decides how much a fault weighs", () => {
  const got =
    'got privileged: true on the container "web", expected a container without privileges on the node';

  test.each([
    ["", `warning: ${got}`],
    [label("enforce", "privileged"), `info: ${got}`],
    [
      label("enforce", "baseline"),
      `error: ${got}; the namespace shop enforces baseline and refuses the pods`,
    ],
    [
      label("enforce", "restricted"),
      `error: ${got}; the namespace shop enforces restricted and refuses the pods`,
    ],
    [
      label("warn", "baseline"),
      `warning: ${got}; the namespace shop warns by baseline`,
    ],
    [
      label("audit", "restricted"),
      `warning: ${got}; the namespace shop audits by restricted`,
    ],
    [
      `${label("enforce", "privileged")}, ${label("warn", "baseline")}`,
      `warning: ${got}; the namespace shop warns by baseline`,
    ],
  ])("%s: a privileged container", (labels, expected) => {
    expect(saidOf(namespace(labels) + PRIVILEGED, "privileged")).toEqual([
      expected,
    ]);
  });

  const lacks =
    'got no allowPrivilegeEscalation: false, no capabilities.drop: [ALL], no runAsNonRoot: true and no seccompProfile on the container "web", expected the restricted Pod Security Standard';

  test.each([
    ["", [`info: ${lacks}`]],
    [label("enforce", "privileged"), []],
    [label("enforce", "baseline"), [`info: ${lacks}`]],
    [
      label("enforce", "restricted"),
      [
        `error: ${lacks}; the namespace shop enforces restricted and refuses the pods`,
      ],
    ],
    [
      `${label("enforce", "baseline")}, ${label("warn", "restricted")}`,
      [`warning: ${lacks}; the namespace shop warns by restricted`],
    ],
  ])("%s: a pod that says nothing", (labels, expected) => {
    expect(saidOf(namespace(labels) + LAX, "restricted")).toEqual(expected);
  });
});

describe("which version of the standard", () => {
  const probing = pod(
    `containers: [{ name: web, image: "web:1", readinessProbe: { tcpSocket: { port: 80, host: 10.0.0.1 } }, ${RESTRICTED} }]`,
  );

  test.each([
    ["v1.33", "warning"],
    ["v1.34", "error"],
    ["latest", "error"],
  ])("a probe's host, where %s is enforced", (version, severity) => {
    const labels = `${label("enforce", "baseline")}, ${label("enforce-version", version)}`;
    const said = saidOf(namespace(labels) + probing, "host-probes");
    expect(said.map((text) => text.split(":")[0])).toEqual([severity]);
  });

  test("what is refused as a label is said once", () => {
    expect(
      saidOf(
        namespace(
          `${label("enforce", "restricted")}, ${label("enforce-version", '"1.34"')}`,
        ) + pod(`containers: [{ name: web, image: "web:1", ${RESTRICTED} }]`),
      ),
    ).toEqual([
      'error security/pod-security-label got pod-security.kubernetes.io/enforce-version: "1.34", expected latest or a version such as v1.34',
    ]);
  });
});

describe("all containers count", () => {
  test("init containers, native sidecars and ephemeral ones, each named once", () => {
    expect(
      saidOf(
        pod(`
          initContainers: [
            { name: init, image: "a:1", securityContext: { privileged: true } },
            { name: tunnel, image: "a:1", restartPolicy: Always, securityContext: { privileged: true } } ],
          containers: [{ name: web, image: "web:1" }],
          ephemeralContainers: [{ name: debug, image: "a:1", securityContext: { privileged: true } }]`),
        "privileged",
      ),
    ).toEqual([
      'warning: got privileged: true on the containers "init", "tunnel" and "debug", expected a container without privileges on the node',
    ]);
  });

  test("the pod and its containers are told apart", () => {
    expect(
      saidOf(
        pod(`
          securityContext: { seccompProfile: { type: Unconfined } },
          containers: [
            { name: web, image: "web:1", securityContext: { seccompProfile: { type: Unconfined } } },
            { name: log, image: "log:1", securityContext: { seccompProfile: {} } } ]`),
        "seccomp",
      ),
    ).toEqual([
      'warning: got the seccomp profile "Unconfined" on the pod and the container "web" and the seccomp profile nothing on the container "log", expected RuntimeDefault or Localhost',
    ]);
  });

  test("the pod's context serves containers that say nothing", () => {
    expect(
      saidOf(
        pod(`
          securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } },
          containers: [{ name: web, image: "web:1", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } } }]`),
      ),
    ).toEqual([]);
  });

  test("a container goes before its pod", () => {
    expect(
      saidOf(
        pod(`
          securityContext: { runAsNonRoot: true },
          containers: [{ name: web, image: "web:1", ${RESTRICTED.replace("runAsNonRoot: true", "runAsNonRoot: false, runAsUser: 0")} }]`),
        "restricted",
      ),
    ).toEqual([
      'info: got runAsNonRoot: false and runAsUser: 0 on the container "web", expected the restricted Pod Security Standard',
    ]);
  });

  test("templates, too, down to a CronJob's", () => {
    expect(
      saidOf(
        `
apiVersion: batch/v1
kind: CronJob
metadata: { name: report, namespace: shop }
spec: { jobTemplate: { spec: { template: { spec: { hostIPC: true, containers: [{ name: report, image: "report:1", ${RESTRICTED} }] } } } } }
`,
      ),
    ).toEqual([
      "warning security/host-namespaces got hostIPC: true on the pod, expected a pod with namespaces of its own",
    ]);
  });
});

describe("what excuses a pod", () => {
  test("Windows has no use for what only Linux has", () => {
    expect(
      saidOf(
        pod(
          'os: { name: windows }, securityContext: { runAsNonRoot: true }, containers: [{ name: web, image: "web:1" }]',
        ),
      ),
    ).toEqual([]);
  });

  test("users of its own make root harmless, and the restricted standard keeps /proc masked", () => {
    expect(
      saidOf(
        pod(
          `hostUsers: false, containers: [{ name: web, image: "web:1", ${RESTRICTED.replace("runAsNonRoot: true", "runAsUser: 0, procMount: Unmasked")} }]`,
        ),
      ),
    ).toEqual([
      'info security/restricted got procMount: "Unmasked" on the container "web", expected the restricted Pod Security Standard',
    ]);
  });

  test("what injection has added already is Istio's", () => {
    expect(
      saidOf(
        pod(`
          initContainers: [{ name: istio-init, image: "proxyv2:1.30.3", securityContext: { runAsUser: 0, capabilities: { add: [NET_ADMIN, NET_RAW] } } }],
          containers: [{ name: istio-proxy, image: auto }, { name: web, image: "web:1", ${RESTRICTED} }]`),
      ),
    ).toEqual([]);
  });
});

test("a finding says what is left to the baseline only once", () => {
  expect(
    saidOf(
      pod(`
        containers: [{ name: web, image: "web:1", ${RESTRICTED.replace("drop: [ALL]", "drop: [ALL], add: [SYS_ADMIN, CHOWN]")} }],
        volumes: [{ name: root, hostPath: { path: / } }, { name: share, nfs: { server: nas, path: / } }]`),
    ).map((text) => text.replace(/, expected.*/, "")),
  ).toEqual([
    'warning security/capabilities got the capability SYS_ADMIN on the container "web"',
    'info security/restricted got the capability CHOWN on the container "web" and the nfs volume "share" on the pod',
    'warning security/host-path got the hostPath volume "root" on the pod',
  ]);
});
