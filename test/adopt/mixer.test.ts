import { parseMixer } from "../../src/adopt/mixer/expression";
import { toCel, type End } from "../../src/adopt/mixer/to-cel";
import { compose } from "../../src/adoption/files";
import { adopted, noteLines } from "./of";

const at = (text: string, end: End) => {
  const tree = parseMixer(text);
  const found = tree && toCel(tree, end);
  return found && ("cel" in found ? found.cel : `lacks ${found.lacks}`);
};

test.each([
  ['"twice the fun!"', "'twice the fun!'", "'twice the fun!'"],
  ["2", "2", "2"],
  [
    'source.workload.name | "unknown"',
    "xds.node.metadata['WORKLOAD_NAME']",
    "has(filter_state.downstream_peer.workload) ? filter_state.downstream_peer.workload : 'unknown'",
  ],
  [
    'destination.labels["version"] | "none"',
    "has(filter_state.upstream_peer.version) ? filter_state.upstream_peer.version : 'none'",
    "xds.node.metadata['LABELS']['version']",
  ],
  [
    'conditional((context.reporter.kind | "inbound") == "outbound", "client", "server")',
    "'client'",
    "'server'",
  ],
  [
    "response.code | 200",
    "has(response.code) ? response.code : 200",
    "has(response.code) ? response.code : 200",
  ],
  [
    'request.headers["x-tenant"] | "none"',
    "'x-tenant' in request.headers ? request.headers['x-tenant'] : 'none'",
    "'x-tenant' in request.headers ? request.headers['x-tenant'] : 'none'",
  ],
  [
    'conditional(connection.mtls | false, "mutual_tls", "none")',
    "connection.mtls ? 'mutual_tls' : 'none'",
    "connection.mtls ? 'mutual_tls' : 'none'",
  ],
  ["destination.ip", "lacks destination.ip", "lacks destination.ip"],
  ['ip("1.2.3.4")', "lacks ip()", "lacks ip()"],
])("%s => %s at the client, %s at the server", (text, source, destination) => {
  expect(at(text, "source")).toBe(source);
  expect(at(text, "destination")).toBe(destination);
});

test.each(['"open', "a |", "a b", "f(a", "source.labels[app]", ""])(
  "%j is no expression",
  (text) => {
    expect(parseMixer(text)).toBeUndefined();
  },
);

const OWN_KINDS = `
apiVersion: config.istio.io/v1alpha2
kind: metric
metadata: {name: doublerequestcount, namespace: istio-system}
spec:
  value: "2"
  dimensions:
    source: source.workload.name | "unknown"
    destination: destination.workload.name | "unknown"
    message: '"twice the fun!"'
  monitored_resource_type: '"UNSPECIFIED"'
---
apiVersion: config.istio.io/v1alpha2
kind: prometheus
metadata: {name: doublehandler, namespace: istio-system}
spec:
  metrics:
  - name: double_request_count
    instance_name: doublerequestcount.metric.istio-system
    kind: COUNTER
    label_names: [source, destination, message]
`;
const RULE = `
---
apiVersion: config.istio.io/v1alpha2
kind: rule
metadata: {name: doubleprom, namespace: istio-system}
spec: {actions: [{handler: doublehandler, instances: [doublerequestcount]}]}
`;
const GENERAL_KINDS = OWN_KINDS.replace(
  /kind: metric([\s\S]*?)spec:\n([\s\S]*?)---/,
  (_, head: string, body: string) =>
    `kind: instance${head}spec:\n  compiledTemplate: metric\n  params:\n${body.replaceAll(/^/gm, "  ").trimEnd()}\n---`,
).replace(
  /kind: prometheus([\s\S]*?)spec:\n([\s\S]*)$/,
  (_, head: string, body: string) =>
    `kind: handler${head}spec:\n  compiledAdapter: prometheus\n  params:\n${body.replaceAll(/^/gm, "  ").trimEnd()}\n`,
);

test("Mixer's metric becomes the same metric in today's form", () => {
  const adoption = adopted(OWN_KINDS);
  const { added, files } = compose(adoption);
  expect(files.map(({ path }) => path)).toEqual(["00-mesh.k8s.yaml"]);
  expect(added.map(({ object }) => object)).toMatchObject([
    {
      kind: "EnvoyFilter",
      metadata: { name: "double-request-count", namespace: "istio-system" },
      spec: {
        configPatches: [
          {
            match: { context: "SIDECAR_OUTBOUND" },
            patch: {
              value: {
                typed_config: {
                  definitions: [
                    {
                      name: "double_request_count",
                      type: "COUNTER",
                      value: "2",
                    },
                  ],
                  metrics: [
                    {
                      dimensions: {
                        source: "xds.node.metadata['WORKLOAD_NAME']",
                        destination:
                          "has(filter_state.upstream_peer.workload) ? filter_state.upstream_peer.workload : 'unknown'",
                        message: "'twice the fun!'",
                      },
                    },
                  ],
                },
              },
            },
          },
          { match: { context: "SIDECAR_INBOUND" } },
        ],
      },
    },
  ]);
  expect(noteLines(adoption)).toEqual([
    "Mixer's metric double_request_count: counts as istio_double_request_count by an EnvoyFilter, since Mixer left Istio with 1.8; no rule bound it to its handler, so it never counted before",
  ]);
});

test("as instance, handler and rule it is the same", () => {
  const [first, second] = [OWN_KINDS, GENERAL_KINDS + RULE].map(adoptedFiles);
  expect(second?.files).toEqual(first?.files);
  expect(second?.notes).toEqual([
    "Mixer's metric double_request_count: counts as istio_double_request_count by an EnvoyFilter, since Mixer left Istio with 1.8",
  ]);
});

test("adopted again, the metric stays", () => {
  const [file] = compose(adopted(OWN_KINDS)).files;
  expect(compose(adopted(file?.content ?? "")).files).toEqual([file]);
});

function adoptedFiles(yaml: string) {
  const adoption = adopted(yaml);
  return {
    files: compose(adoption).files.map(({ content }) => content),
    notes: noteLines(adoption),
  };
}

test("what has no equivalent is left out, and said", () => {
  const yaml = OWN_KINDS.replace(
    'source.workload.name | "unknown"',
    "destination.ip",
  ).replace("kind: COUNTER", "kind: SUMMARY");
  expect(noteLines(adopted(yaml))).toEqual([
    "Mixer's metric double_request_count: its label source is left out: destination.ip has no equivalent",
    "Mixer's metric double_request_count: left out: its kind SUMMARY has no equivalent",
  ]);
  expect(
    noteLines(
      adopted(
        "apiVersion: config.istio.io/v1alpha2\nkind: logentry\nmetadata: {name: l}\nspec: {}",
      ),
    ),
  ).toEqual([
    "logentry l: left out: Mixer left Istio with 1.8, and nothing reads it",
  ]);
});
