import { inFolder } from "./folder";
import { readManifests } from "../../src/manifests/read";
import { readText } from "../../src/manifests/text";

const said = (file: string, text: string) =>
  readText({ file, text }).unread.map(({ message, fix }) => [message, fix]);

const EXPECTED =
  "expected an object of Kubernetes, a file of Prometheus rules or a dashboard of Grafana";
const RENDER = "render the chart: helm template web | sidelight check -";
const MOVE = "move it out of what is checked and applied: to artifacts/, say";

test.each([
  [
    "web/Chart.yaml",
    "apiVersion: v2\nname: web\n",
    "the Chart.yaml of a Helm chart",
    RENDER,
  ],
  ["web/values.yaml", "replicas: 2\n", "the values of a Helm chart", RENDER],
  [
    "web/values-prod.yaml",
    "replicas: 2\n",
    "the values of a Helm chart",
    RENDER,
  ],
  ["a.yaml", "rule_files: [r.yaml]\ntests: []\n", "a test for promtool", MOVE],
  ["a.yaml", "scrape_configs: []\n", "the configuration of Prometheus", MOVE],
  [
    "a.yaml",
    "route: {}\nreceivers: []\n",
    "the configuration of Alertmanager",
    MOVE,
  ],
  ["compose.yaml", "services: {}\n", "a file of Docker Compose", MOVE],
  [
    "a.yaml",
    "- { op: replace, path: /spec/replicas, value: 3 }\n",
    "a JSON patch of kustomize",
    "check what comes of it: kubectl kustomize FOLDER | sidelight check -",
  ],
])("%s that says %j is %s", (file, text, got, fix) => {
  expect(said(file, text)).toEqual([[`got ${got}, ${EXPECTED}`, fix]]);
});

test("an object is one, whatever its file is called", () => {
  const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
  expect(said("web/values.yaml", pod)).toEqual([]);
});

test("a kustomization is one by the name of its file", () => {
  const [manifest] = readText({
    file: "base/kustomization.yaml",
    text: "resources: [web.yaml]\n",
  }).manifests;
  expect(manifest?.identity).toEqual({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    name: "",
  });
});

test("what was found in a folder knows it, what was named does not", () =>
  inFolder(
    { "a.yaml": "groups: []\n", "b/b.yaml": "groups: []\n" },
    async (folder) => {
      const read = await readManifests([`${folder}/a.yaml`, `${folder}/b`]);
      expect(read.manifests.map((one) => one.folder)).toEqual([
        undefined,
        `${folder}/b`,
      ]);
    },
  ));
