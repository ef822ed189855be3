import { destinationsOf } from "../../manifests/destinations";
import { textsOf } from "../../manifests/fields";
import { fullNameOf, specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { VIRTUAL_SERVICE } from "./kinds";
import { ordered } from "./quote";

const through = (subset: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http: [{ route: [{ destination: { host: reviews, subset: v1 } }] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ingress, namespace: shop }
spec:
  hosts: [shop.example.com]
  gateways: [web]
  http: [{ route: [{ destination: { host: reviews${subset} } }] }]
`;

export const routeWithoutEffect: Check = {
  id: "IST0140",
  severity: "warning",
  demands:
    "A route at a gateway names the subset that routes within the mesh name.",
  why: "A gateway does not follow the VirtualService of the mesh, so its traffic goes to all versions.",
  bad: through(""),
  says: 'got the destination "reviews" at a gateway without a subset, expected one, as shop/reviews has no effect there',
  fix: "name the subset in the gateway's own routes, or bind the VirtualService with the subsets to the gateway too",
  good: through(", subset: v1"),
  run: (index, report) => {
    const all = index.kind(VIRTUAL_SERVICE).map((manifest) => ({
      manifest,
      spec: specOf(manifest),
      routes: destinationsOf(manifest).filter(
        ({ protocol, isMirror }) => protocol === "http" && !isMirror,
      ),
    }));
    for (const { manifest, spec, routes } of all) {
      if (textsOf(spec["gateways"]).length === 0) continue;
      for (const { host, subset, path } of routes) {
        if (subset !== "") continue;
        const others = all.filter(
          (other) =>
            textsOf(other.spec["hosts"]).includes(host) &&
            other.routes.some((one) => one.host === host && one.subset !== ""),
        );
        if (others.length === 0) continue;
        const names = ordered(
          others.map((other) => fullNameOf(other.manifest)),
        );
        report(
          manifest,
          path,
          `got the destination ${JSON.stringify(host)} at a gateway without a subset, expected one, as ${names.join(", ")} has no effect there`,
        );
      }
    }
  },
};
