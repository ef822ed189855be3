/** Short manifests of a shop, as the examples of step checks put them together. */

export function deployment(name: string, labels: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {${labels}}}
  template:
    metadata: {labels: {${labels}}}
    spec: {containers: [{name: web, image: "web:1"}]}
---
`;
}

export function service(
  selector: string,
  ports = "[{name: http, port: 80}]",
): string {
  return `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {${selector}}, ports: ${ports}}
---
`;
}

/** `subsets("v1", "v2")`: by the label version. */
export function subsets(...names: readonly string[]): string {
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: web, namespace: shop}
spec:
  host: web
  subsets:
${names.map((name) => `    - {name: ${name}, labels: {version: ${name}}}\n`).join("")}---
`;
}

/** `split({ v1: 90, v2: 10 })` */
export function split(weights: Readonly<Record<string, number>>): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http:
    - route:
${Object.entries(weights)
  .map(
    ([subset, weight]) =>
      `        - {destination: {host: web, subset: ${subset}}, weight: ${weight}}\n`,
  )
  .join("")}---
`;
}

/** Deployment and Service web in Flagger's hands. */
export function canary(spec = ""): string {
  return `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: {name: web, namespace: shop}
spec:
  {${spec}targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, service: {port: 80}}
---
`;
}

/** Two versions behind one Service. */
export const VERSIONS = {
  v1: deployment("web-v1", "app: web, version: v1"),
  v2: deployment("web-v2", "app: web, version: v2"),
  service: service("app: web"),
} as const;

export const BOTH = VERSIONS.v1 + VERSIONS.v2 + VERSIONS.service;
