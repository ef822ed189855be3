import type { MeshProps } from "../../src/mesh/mesh";
import { describe as describeMesh, describeWhole } from "../../src/mesh/mesh";
import { printProblem } from "../../src/problems/print";

const good = {
  name: "web-app",
  image: "registry.example/web-app:1.4.2",
  port: 8080,
};

/** What describe says of a mesh with one service, or of whatever is given. */
function said(service: object, mesh: object = {}): string {
  const props = { name: "shop", services: [{ ...good, ...service }], ...mesh };
  return describeMesh(props as unknown as MeshProps)
    .problems.map(printProblem)
    .join("\n");
}

/** input => where, what was got, what was expected; and, after it, the fix. */
const CASES: readonly (readonly [
  title: string,
  service: object,
  expected: string,
])[] = [
  [
    "a name that is no DNS label",
    { name: "Web_App" },
    `error: service Web_App, name: got "Web_App", expected a DNS label that starts with a letter: lower-case letters, digits and '-'\n  fix: write it like web-app`,
  ],
  [
    "a name that starts with a digit, which no Service can have",
    { name: "2nd" },
    `error: service 2nd, name: got "2nd", expected a DNS label that starts with a letter: lower-case letters, digits and '-'\n  fix: write it like web-app`,
  ],
  [
    "a name longer than 63",
    { name: "a".repeat(64) },
    `error: service ${"a".repeat(64)}, name: got "${"a".repeat(64)}", expected at most 63 characters, this has 64\n  fix: choose a shorter name; nothing is cut off or hashed`,
  ],
  [
    "a name that is too long with its version",
    { name: "a".repeat(62) },
    `error: service ${"a".repeat(62)}, version: the Deployment's name ${"a".repeat(62)}-v1 has 65 characters, expected at most 63\n  fix: shorten the service's name or its version`,
  ],
  [
    "a weight outside 0 to 100",
    { canary: { version: "v2", image: "x:2", weight: 110 } },
    `error: service web-app, canary.weight: got 110, expected a whole number from 0 to 100\n  fix: give the canary's share of the requests in percent, for example weight: 10`,
  ],
  [
    "half a percent",
    { canary: { version: "v2", image: "x:2", weight: 0.5 } },
    `error: service web-app, canary.weight: got 0.5, expected a whole number from 0 to 100\n  fix: give the canary's share of the requests in percent, for example weight: 10`,
  ],
  [
    "a canary of the stable version",
    { canary: { version: "v1", image: "x:2" } },
    `error: service web-app, canary.version: got "v1", expected another version than the stable one\n  fix: give the canary the version that it tries out`,
  ],
  [
    "no image",
    { image: undefined },
    `error: service web-app, image: got nothing, expected a container image with its tag\n  fix: write it like "registry.example/web-app:1.4.2"`,
  ],
  [
    "a port out of range",
    { port: 70000 },
    `error: service web-app, port: got 70000, expected a whole number from 1 to 65535\n  fix: give the port's number, for example 8080`,
  ],
  [
    "one of Istio's own ports",
    { port: 15020 },
    `error: service web-app, port: got 15020, expected a port that the sidecar does not use itself\n  fix: let the application listen elsewhere; Istio's own are 15000, 15001, 15002, 15004, 15006, 15008, 15020, 15021, 15053, 15090`,
  ],
  [
    "no port",
    { port: undefined },
    `error: service web-app, port: got nothing, expected the port that clients call\n  fix: write port: 8080, or ports: [ … ]`,
  ],
  [
    "the sidecar's user",
    { securityContext: { runAsUser: 1337 } },
    `error: service web-app, securityContext.runAsUser: got 1337, expected any user but 1337, which is the sidecar's: its traffic bypasses the mesh\n  fix: run the application as another user, for example 10001`,
  ],
  [
    "an empty match",
    { canary: { version: "v2", image: "x:2", header: {} } },
    `error: service web-app, canary.header: got {}, expected at least one header and its value; an empty match would take every request\n  fix: write header: { canary: "true" }, or leave header out`,
  ],
  [
    "a header without a value",
    { canary: { version: "v2", image: "x:2", header: { canary: "" } } },
    `error: service web-app, canary.header.canary: got "", expected a text that is not empty\n  fix: write it in quotes: "…"`,
  ],
  [
    "a regular expression that Envoy does not take",
    {
      canary: {
        version: "v2",
        image: "x:2",
        header: { canary: { regex: "(?=x)" } },
      },
    },
    `error: service web-app, canary.header.canary.regex: got "(?=x)", expected a regular expression in RE2's syntax, as Envoy reads it\n  fix: mend the expression; RE2 knows no look-ahead and no back-references`,
  ],
  [
    "a header match over TCP",
    {
      port: { port: 6379, protocol: "tcp" },
      canary: { version: "v2", image: "x:2", header: { canary: "true" } },
    },
    `error: service web-app, canary.header: got a header match, but no port speaks HTTP (tcp)\n  fix: split by weight alone`,
  ],
  [
    "an unknown protocol",
    { port: { port: 8080, protocol: "htpp" } },
    `error: service web-app, port.protocol: got "htpp", expected one of http, http2, grpc, grpc-web, https, tls, tcp, udp, mongo, redis, mysql\n  fix: write http`,
  ],
  [
    "two ports of one number",
    { port: undefined, ports: [8080, { port: 8080, protocol: "grpc" }] },
    `error: service web-app, ports[1]: got 8080, expected a port that stands here once\n  fix: remove one`,
  ],
  [
    "a misspelt field",
    { replica: 3 },
    `error: service web-app, replica: got a field that does not exist, expected replicas\n  fix: write replicas`,
  ],
  [
    "a number as an environment variable's value",
    { env: { PORT: 8080 } },
    `error: service web-app, env.PORT: got 8080, expected a text or a reference to a Secret, ConfigMap or field\n  fix: write it in quotes: "8080"`,
  ],
  [
    "a duration without a unit",
    { timeout: "10" },
    `error: service web-app, timeout: got "10", expected a duration such as 500ms, 2s or 1m\n  fix: write a number and its unit: "2s"`,
  ],
  [
    "a quantity with a wrong unit",
    { resources: { requests: { memory: "64MB" } } },
    `error: service web-app, resources.requests.memory: got "64MB", expected a quantity such as 250m, 1 or 128Mi\n  fix: write a number and its unit: "128Mi"`,
  ],
  [
    "an autoscaler with nothing to measure",
    { autoscaling: { max: 5 } },
    `error: service web-app, autoscaling.cpu: got a target of 80 % of the requested cpu, but none is requested\n  fix: add resources: { requests: { cpu: "…" } }`,
  ],
  [
    "an autoscaler beside replicas",
    {
      replicas: 3,
      autoscaling: { max: 5 },
      resources: { requests: { cpu: "1" } },
    },
    `error: service web-app, replicas: got replicas beside autoscaling; each apply would undo what the autoscaler did\n  fix: leave replicas out`,
  ],
  [
    "an objective that nobody can hold",
    { slo: { availability: 100 } },
    `error: service web-app, slo.availability: got 100, expected a share in percent, greater than 0 and less than 100\n  fix: write it like 99.9`,
  ],
  [
    "a label name that Prometheus refuses",
    { telemetry: { metrics: [{ set: { "request-host": "request.host" } }] } },
    `error: service web-app, telemetry.metrics[0].set["request-host"]: got "request-host", expected a label name that Prometheus takes: letters, digits and '_', no digit and no '__' first\n  fix: write it like source_team`,
  ],
  [
    "an image that is not pinned",
    { image: "registry.example/web-app" },
    `warning: service web-app, image: registry.example/web-app is not pinned: what runs changes without any change in Git\n  fix: give a version's tag or a digest`,
  ],
  [
    "an image that moves",
    { image: "localhost:5000/web-app:latest" },
    `warning: service web-app, image: localhost:5000/web-app:latest is not pinned: what runs changes without any change in Git\n  fix: give a version's tag or a digest`,
  ],
  [
    "a digest, which is pinned",
    { image: `web-app@sha256:${"0".repeat(64)}` },
    "",
  ],
  [
    "a registry's port, which is no tag",
    { image: "localhost:5000/web-app:1" },
    "",
  ],
  [
    "pods for nobody and requests for no pod",
    { canary: { version: "v2", image: "x:2", weight: 10, replicas: 0 } },
    `error: service web-app, canary.replicas: got 0 pods for a canary that requests are routed to\n  fix: give it pods, or leave out weight and header`,
  ],
  [
    "a phase that does not exist",
    { canary: { version: "v2", image: "x:2", phase: "promote" } },
    `error: service web-app, canary.phase: got "promote", expected one of prepared, off, deployed, mirror, header, weight, promoted, rolled-back\n  fix: write promoted`,
  ],
  [
    "the phase header, without one",
    { canary: { version: "v2", image: "x:2", phase: "header" } },
    `error: service web-app, canary.phase: got the phase header, but nothing says which requests are meant\n  fix: add header: { canary: "true" }, a path or a cookie`,
  ],
  [
    "the phase weight, without one",
    { canary: { version: "v2", image: "x:2", phase: "weight" } },
    `error: service web-app, canary.weight: got nothing, expected the canary's share of the requests, in the phase weight\n  fix: add weight: 10`,
  ],
  [
    "the phase mirror, without a share",
    { canary: { version: "v2", image: "x:2", phase: "mirror" } },
    `error: service web-app, canary.mirror: got nothing, expected the share of the requests to copy, in the phase mirror\n  fix: add mirror: 20`,
  ],
  [
    "a mirror of nothing",
    { canary: { version: "v2", image: "x:2", mirror: 0 } },
    `error: service web-app, canary.mirror: got 0, expected a whole number from 1 to 100\n  fix: give the share to copy in percent, for example mirror: 20`,
  ],
  [
    "a mirror beside a weight",
    { canary: { version: "v2", image: "x:2", mirror: 20, weight: 10 } },
    `error: service web-app, canary.mirror: got a mirror beside a weight of 10; the canary would get some requests twice\n  fix: leave mirror out, or say which counts: phase: 'mirror'`,
  ],
  [
    "copies of bytes",
    {
      port: { port: 6379, protocol: "tcp" },
      canary: { version: "v2", image: "x:2", mirror: 20 },
    },
    `error: service web-app, canary.mirror: got a mirror, but no port speaks HTTP (tcp)\n  fix: leave mirror out; only requests can be copied`,
  ],
  [
    "an unknown engine",
    { canary: { engine: "fagger" } },
    `error: service web-app, canary.engine: got "fagger", expected one of flagger, argo-rollouts\n  fix: write flagger`,
  ],
  [
    "an engine beside the Gateway API",
    { canary: { engine: "flagger" }, routing: "gateway-api" },
    `error: service web-app, routing: got routing by the Gateway API beside the engine flagger, which routes by Istio's own objects\n  fix: write routing: "istio" for this service, or leave out engine`,
  ],
  [
    "a weight beside an engine",
    { canary: { engine: "flagger", version: "v2", image: "x:2", weight: 10 } },
    `error: service web-app, canary.weight: got weight beside the engine flagger, which takes the steps itself\n  fix: leave weight out, or engine`,
  ],
  [
    "a phase beside an engine",
    { canary: { engine: "flagger", phase: "off" } },
    `error: service web-app, canary.phase: got phase beside the engine flagger, which takes the steps itself\n  fix: leave phase out, or engine`,
  ],
  [
    "a header match beside an engine",
    { canary: { engine: "flagger", header: { canary: "true" } } },
    `error: service web-app, canary.header: got header beside the engine flagger, which splits by weight alone\n  fix: leave header out, or engine`,
  ],
  [
    "the canary's own pods beside an engine",
    { canary: { engine: "flagger", replicas: 1 } },
    `error: service web-app, canary.replicas: got replicas beside the engine flagger, which gives the canary as many pods as the service has\n  fix: leave replicas out, or engine`,
  ],
  [
    "an engine beside replicas and an autoscaler",
    {
      canary: { engine: "flagger" },
      replicas: 3,
      autoscaling: { max: 5 },
      resources: { requests: { cpu: "1" } },
    },
    `error: service web-app, replicas: got replicas beside autoscaling; each apply would undo what the autoscaler did\n  fix: leave replicas out`,
  ],
  [
    "a misspelt field of an engine",
    { canary: { engine: "flagger", stepWeigth: 10 } },
    `error: service web-app, canary.stepWeigth: got a field that does not exist, expected stepWeight\n  fix: write stepWeight`,
  ],
  [
    "a step above the greatest weight",
    { canary: { engine: "flagger", stepWeight: 60 } },
    `error: service web-app, canary.stepWeight: got a step of 60 % above maxWeight, 50 %\n  fix: give a smaller step, or a greater maxWeight`,
  ],
  [
    "steps too short for a rate",
    { canary: { engine: "flagger", interval: "15s" } },
    `error: service web-app, canary.interval: got "15s", expected at least 1m, in whole seconds: the analysis takes rates over it\n  fix: write interval: "1m"`,
  ],
  [
    "a release of the stable version",
    { canary: { engine: "flagger", version: "v1", image: "x:2" } },
    `error: service web-app, canary.version: got "v1", expected another version than the stable one\n  fix: give the release a version of its own; between two releases leave version and image out`,
  ],
  [
    "a release without a version",
    { canary: { engine: "flagger", image: "x:2" } },
    `error: service web-app, canary.version: got nothing, expected a version and an image, or neither between two releases\n  fix: add the release's version, for example version: "v2"`,
  ],
  [
    "an environment of no release",
    { canary: { engine: "flagger", env: { A: "1" } } },
    `error: service web-app, canary.env: got env of a release, but no release\n  fix: move env to the service, or add version and image`,
  ],
  [
    "an engine over several ports",
    {
      port: undefined,
      ports: [8080, { port: 9000, protocol: "grpc" }],
      canary: { engine: "flagger" },
    },
    `error: service web-app, ports: got 2 ports (http, grpc) beside the engine flagger, whose Services have one\n  fix: give the others a service of their own, or leave canary.engine out`,
  ],
  [
    "an engine over TCP",
    {
      port: { port: 6379, protocol: "tcp" },
      canary: { engine: "flagger" },
    },
    `error: service web-app, canary.engine: got an engine, but no port speaks HTTP (tcp); its analysis asks for requests\n  fix: leave engine out, and split by weight`,
  ],
  [
    "a fault to rehearse beside an engine",
    {
      fault: {
        abort: { percent: 1, status: 503 },
        header: { rehearsal: "true" },
      },
      canary: { engine: "flagger" },
    },
    `error: service web-app, fault: got a fault beside the engine flagger, which makes the routes itself\n  fix: leave fault out, or canary.engine`,
  ],
  [
    "a name to which no engine can add",
    { name: "a".repeat(56), canary: { engine: "flagger" } },
    `error: service ${"a".repeat(56)}, name: got "${"a".repeat(56)}", expected at most 55 characters where flagger adds -primary, this has 56\n  fix: choose a shorter name`,
  ],
  [
    "a name to which Argo Rollouts cannot add",
    { name: "a".repeat(47), canary: { engine: "argo-rollouts" } },
    `error: service ${"a".repeat(47)}, name: got "${"a".repeat(47)}", expected at most 46 characters where argo-rollouts adds a hash to the pods' names, this has 47\n  fix: choose a shorter name`,
  ],
  [
    "the canary's own pods beside Argo Rollouts",
    { canary: { engine: "argo-rollouts", replicas: 1 } },
    `error: service web-app, canary.replicas: got replicas beside the engine argo-rollouts, which gives the canary as many pods as its share needs\n  fix: leave replicas out, or engine`,
  ],
  [
    "Argo Rollouts beside the Gateway API",
    { canary: { engine: "argo-rollouts" }, routing: "gateway-api" },
    `error: service web-app, routing: got routing by the Gateway API beside the engine argo-rollouts, which routes by Istio's own objects\n  fix: write routing: "istio" for this service, or leave out engine`,
  ],
  [
    "Argo Rollouts over TCP alone",
    {
      port: { port: 6379, protocol: "tcp" },
      canary: { engine: "argo-rollouts" },
    },
    `error: service web-app, canary.engine: got an engine, but no port speaks HTTP (tcp); its analysis asks for requests\n  fix: leave engine out, and split by weight`,
  ],
  [
    "Argo Rollouts over a port that cannot be split",
    {
      port: undefined,
      ports: [8080, { port: 8443, protocol: "https" }],
      canary: { engine: "argo-rollouts" },
    },
    `error: service web-app, canary: port 8443 speaks https, which Istio cannot split by weight inside the mesh\n  fix: let the application speak http or tcp; between sidecars the mesh encrypts it`,
  ],
  [
    "a canary that is promoted, and whose environment would be lost",
    {
      version: "v2",
      canary: { version: "v2", image: "x:2", phase: "off", env: { A: "1" } },
    },
    `error: service web-app, canary.env: got env for v2, which is the stable version now: its pods would lose it\n  fix: move env from canary to the service`,
  ],
  [
    "a path with its query",
    { canary: { version: "v2", image: "x:2", path: "/a?b=1" } },
    `error: service web-app, canary.path: got "/a?b=1", expected a path that begins with / and ends before its query\n  fix: write it like "/checkout"`,
  ],
  [
    "a path match that Envoy does not take",
    { canary: { version: "v2", image: "x:2", path: { regex: "(" } } },
    `error: service web-app, canary.path.regex: got "(", expected a regular expression in RE2's syntax, as Envoy reads it\n  fix: mend the expression; RE2 knows no look-ahead and no back-references`,
  ],
  [
    "two cookies",
    { canary: { version: "v2", image: "x:2", cookie: { a: "1", b: "2" } } },
    `error: service web-app, canary.cookie: got {"a":"1","b":"2"}, expected one cookie and its value\n  fix: write cookie: { canary: "true" }; of several, match the header cookie by a regex`,
  ],
  [
    "a cookie, and the header that has it",
    {
      canary: {
        version: "v2",
        image: "x:2",
        cookie: { a: "1" },
        header: { cookie: "a=1" },
      },
    },
    `error: service web-app, canary.cookie: got a match on the header cookie as well\n  fix: leave one of them out`,
  ],
  [
    "a fault without an effect",
    { fault: { header: { rehearsal: "true" } } },
    `error: service web-app, fault: got neither abort nor delay, expected what becomes of the requests\n  fix: write abort: { percent: 10, status: 503 }, or leave fault out`,
  ],
  [
    "an abort without a status",
    { fault: { header: { rehearsal: "true" }, abort: { percent: 10 } } },
    `error: service web-app, fault.abort: got no status, expected status or grpcStatus\n  fix: write status: 503, or grpcStatus: 'UNAVAILABLE' where callers speak gRPC`,
  ],
  [
    "more than all, a status that is none, and a delay without a unit",
    {
      fault: {
        header: { rehearsal: "true" },
        abort: { percent: 110, status: 99 },
        delay: { percent: 10, duration: "2" },
      },
    },
    `error: service web-app, fault.abort.percent: got 110, expected a whole number from 1 to 100\n  fix: give the share of the requests in percent, for example percent: 10
error: service web-app, fault.abort.status: got 99, expected a whole number from 200 to 599\n  fix: give the status that callers see, for example 503
error: service web-app, fault.delay.duration: got "2", expected a duration such as 500ms, 2s or 1m\n  fix: write a number and its unit: "2s"`,
  ],
  [
    "a fault for everybody",
    { fault: { abort: { percent: 10, status: 503 } } },
    `warning: service web-app, fault: got no header, path or cookie: the fault meets every user\n  fix: rehearse on requests of your own: header: { rehearsal: "true" }`,
  ],
  [
    "a fault over TCP",
    {
      port: { port: 6379, protocol: "tcp" },
      fault: { header: { a: "1" }, delay: { percent: 10, duration: "2s" } },
    },
    `error: service web-app, fault: got fault, but no port speaks HTTP (tcp)\n  fix: leave fault out, or give the port its protocol`,
  ],
  [
    "two things asked of one header",
    {
      canary: { version: "v2", image: "x:2", header: { user: "a" } },
      fault: { header: { user: "b" }, delay: { percent: 10, duration: "2s" } },
    },
    `error: service web-app, fault: got a match on user, which the canary's match asks for as well, but not the same\n  fix: pick the fault's requests by another header`,
  ],
];

test.each(CASES)("%s", (_, service, expected) => {
  expect(said(service)).toBe(expected);
});

const MESH_CASES: readonly (readonly [
  title: string,
  mesh: object,
  expected: string,
])[] = [
  [
    "two services of one name",
    { services: [good, good] },
    `error: service web-app: got service web-app a second time; web-app has it already\n  fix: give one of them another name`,
  ],
  [
    "two Deployments of one name",
    { services: [{ ...good, name: "web", version: "app-v1" }, good] },
    `error: service web-app (version v1): got Deployment web-app-v1 a second time; web (version app-v1) has it already\n  fix: give one of them another name`,
  ],
  [
    "both ways of injection",
    { namespace: { name: "shop", labels: { "istio.io/rev": "x" } } },
    `error: mesh shop, namespace.labels["istio.io/rev"]: the injection setting writes this label; both at once leave pods without a sidecar\n  fix: leave the label out and set injection`,
  ],
  [
    "a metric name that Prometheus refuses",
    { metrics: [{ name: "double-requests", type: "counter", value: 2 }] },
    `error: mesh shop, metrics[0].name: got "double-requests", expected a metric name that Prometheus takes: letters, digits and '_', no digit first\n  fix: write it like double_request_count`,
  ],
  [
    "a metric that counts halves",
    { metrics: [{ name: "x", type: "counter", value: 0.5 }] },
    `error: mesh shop, metrics[0].value: got 0.5, expected a whole number or a CEL expression; Envoy's stats know no fractions\n  fix: write 1 or "request.total_size"`,
  ],
  [
    "rules for an operator that is not there",
    { monitoring: { scrape: "annotations", rules: "PrometheusRule" } },
    `error: mesh shop, monitoring.rules: got "PrometheusRule", expected ConfigMap or file where no Prometheus operator reads PrometheusRules\n  fix: write rules: 'ConfigMap', or scrape: 'operator'`,
  ],
  [
    "a mode that Istio does not know",
    { mtls: "strict" },
    `error: mesh shop, mtls: got "strict", expected one of PERMISSIVE, STRICT\n  fix: write STRICT`,
  ],
  [
    "services that are no list",
    { services: {} },
    `error: mesh shop, services: got {}, expected a list\n  fix: write it as a list [ … ]`,
  ],
];

test.each(MESH_CASES)("%s", (_, mesh, expected) => {
  expect(said({}, mesh)).toBe(expected);
});

test("everything that is wrong is said at once", () => {
  const { problems } = describeMesh({
    name: "Shop",
    services: [
      { ...good, image: "" },
      { ...good, name: "cart", port: 0 },
    ],
  });
  expect(problems.map(({ where }) => where)).toEqual([
    "mesh Shop, name",
    "service web-app, image",
    "service cart, port",
  ]);
});

test.each([
  undefined,
  null,
  1,
  "shop",
  [],
  {},
  { name: "shop", services: [null, 1, []] },
])("nonsense is refused without a crash: %j", (nonsense) => {
  const { value, problems } = describeMesh(nonsense as never);
  expect(value).toBeUndefined();
  expect(problems.length).toBeGreaterThan(0);
});

/** A mesh of which all is made => what is said besides. */
test.each([
  [
    "a service of the mesh's name",
    { ...good, name: "shop" },
    {},
    `error: service shop: got the mesh's name, whose rules are called shop already\n  fix: give one of them another name; the namespace may keep it: name: "shop-mesh", namespace: "shop"`,
  ],
  [
    "the same where no rules are made",
    { ...good, name: "shop" },
    { monitoring: { rules: "none" } },
    "",
  ],
  [
    "a service of a name that every object has",
    { ...good, name: "constructor" },
    {},
    `error: service constructor: got constructor, which every JavaScript object has by itself, so no chart of a mesh can be called so\n  fix: choose another name; new MeshService() takes it in a chart of its own, without rules`,
  ],
] as const)("%s", (_, service, mesh, expected) => {
  const props: MeshProps = { name: "shop", services: [service], ...mesh };
  const { value, problems } = describeWhole(props);
  expect(problems.map(printProblem).join("\n")).toBe(expected);
  expect(value === undefined).toBe(expected !== "");
  expect(describeMesh(props).problems).toEqual([]);
});
