import { saidOf } from "./findings";

const pod = (image: string, spec = "") => `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: ${JSON.stringify(image)} }], ${spec} }
`;

test.each([
  "nginx",
  "nginx:latest",
  "registry.example:5000/shop/web",
  "localhost:5000/web:latest",
  "nginx:",
])("%s is not pinned", (image) => {
  expect(saidOf(pod(image), "unpinned-image")).toEqual([
    `warning: got the image ${image} of the container "web", expected a version's tag or a digest`,
  ]);
});

test.each([
  "nginx:1.29",
  "registry.example:5000/shop/web:v2",
  `nginx@sha256:${"0a".repeat(32)}`,
  `nginx:latest@sha256:${"0a".repeat(32)}`,
  "auto",
  "",
  "{{ .Values.image }}",
  "${IMAGE}",
  "registry.example/$(IMAGE)",
  "<image>",
])("%s says nothing of it", (image) => {
  expect(saidOf(pod(image), "unpinned-image")).toEqual([]);
});

test("init containers and volumes have images too; one finding a workload", () => {
  expect(
    saidOf(
      pod(
        "web",
        'initContainers: [{ name: init, image: init }], volumes: [{ name: model, image: { reference: "models/a" } }]',
      ),
      "unpinned-image",
    ),
  ).toEqual([
    'warning: got the image init of the container "init", the image web of the container "web" and the image models/a of the volume "model", expected a version\'s tag or a digest',
  ]);
});

test("a kustomization may pin it", () => {
  const kustomization = (pin: string) => `
---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
images: [{ name: registry.example/web, ${pin} }]
`;
  const web = pod("registry.example/web");
  expect(
    saidOf(web + kustomization('newTag: "1.4.2"'), "unpinned-image"),
  ).toEqual([]);
  expect(
    saidOf(
      web + kustomization("newName: mirror.example/web"),
      "unpinned-image",
    ),
  ).toHaveLength(1);
});
