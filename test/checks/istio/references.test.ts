import { reference } from "../../../src/checks/istio/ist0101-reference";
import { indexOf } from "../../../src/manifests/index-of";
import { manifestsOf } from "./manifests-of";

const bound = (gateway: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec: { hosts: [web.example], gateways: [${gateway}], http: [{ route: [{ destination: { host: web } }] }] }
`;
const selecting = (selector: string, labels: string) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: web, namespace: shop }
spec: { selector: { ${selector} }, servers: [] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { ${labels} } } } }
`;

const said = (text: string) => {
  const messages: string[] = [];
  reference.run(indexOf(manifestsOf(text)), (_, __, message) =>
    messages.push(message),
  );
  return messages;
};

test.each([
  ["a gateway of its own namespace that is not there", bound("public"), 1],
  ["a gateway of a namespace that was not read", bound("ingress/public"), 0],
  [
    "a gateway of a namespace that was read without it",
    `${bound("ingress/public")}---
apiVersion: v1
kind: ConfigMap
metadata: { name: other, namespace: ingress }
`,
    1,
  ],
  [
    "Istio's own ingress gateway, whose pods are installed with it",
    selecting("istio: ingressgateway", "app: web"),
    0,
  ],
  [
    "Istio's own ingress gateway, where some of Istio's pods were read",
    selecting("istio: ingressgateway", "istio: egressgateway"),
    1,
  ],
  ["pods that nobody makes", selecting("app: gateway", "app: web"), 1],
])("%s", (_, text, count) => expect(said(text)).toHaveLength(count));
