import { textsOf } from "../../manifests/fields";
import { grouped } from "../../manifests/grouped";
import { fullHost, hostsMeet } from "../../manifests/hosts";
import type { Index } from "../../manifests/index-of";
import { scopesOf } from "../../manifests/known-hosts";
import type { Manifest } from "../../manifests/manifest";
import { fullNameOf, namespaceOf, specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { VIRTUAL_SERVICE } from "./kinds";
import { ordered } from "./quote";

interface Claim {
  readonly manifest: Manifest;
  readonly scope: string;
  readonly host: string;
}

export const sameMeshHost: Check = {
  id: "IST0109",
  severity: "error",
  demands: "Within the mesh one VirtualService routes a host.",
  why: "Sidecars take one of the VirtualServices of a host and leave out the others; which one is not defined.",
  bad: `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http: [{ route: [{ destination: { host: reviews } }] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: other }
spec:
  hosts: [reviews.shop.svc.cluster.local]
  exportTo: [shop]
  http: [{ route: [{ destination: { host: reviews } }] }]
`,
  says: 'got the host "reviews.shop.svc.cluster.local" from other/reviews and shop/reviews, expected one VirtualService for it',
  good: `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http: [{ route: [{ destination: { host: reviews } }] }]
`,
  run: (index, report) => {
    const claims = claimsOf(index);
    const meeting = widerThan(claims);
    const said = new Set<Manifest>();
    const groups = grouped(claims, ({ scope, host }) => `${scope}/${host}`);
    for (const group of groups.values()) {
      const [{ scope, host } = { scope: "*", host: "" }] = group;
      const wider = scope === "*" ? [] : meeting(host);
      const all = [...group, ...wider];
      if (all.length < 2) continue;
      const names = ordered(all.map(({ manifest }) => fullNameOf(manifest)));
      for (const { manifest } of all) {
        if (said.has(manifest)) continue;
        said.add(manifest);
        report(
          manifest,
          ["spec", "hosts"],
          `got the host ${JSON.stringify(host)} from ${names.join(" and ")}, expected one VirtualService for it`,
          "merge them, or export each to namespaces of its own",
        );
      }
    }
  },
};

/** Finds the claims everywhere that meet a host, those of its own name first. */
function widerThan(
  claims: readonly Claim[],
): (host: string) => readonly Claim[] {
  const wide = claims.filter(({ scope }) => scope === "*");
  const exact = grouped(wide, ({ host }) => host);
  const wild = wide.filter(({ host }) => host.startsWith("*"));
  return (host) =>
    host.startsWith("*")
      ? wide.filter((other) => hostsMeet(host, other.host))
      : [
          ...(exact.get(host) ?? []),
          ...wild.filter((other) => hostsMeet(host, other.host)),
        ];
}

function claimsOf(index: Index): readonly Claim[] {
  return index.kind(VIRTUAL_SERVICE).flatMap((manifest) => {
    const spec = specOf(manifest);
    const gateways = textsOf(spec["gateways"]);
    if (gateways.length > 0 && !gateways.includes("mesh")) return [];
    const namespace = namespaceOf(manifest);
    return scopesOf(textsOf(spec["exportTo"]), namespace).flatMap((scope) =>
      textsOf(spec["hosts"]).map((host) => ({
        manifest,
        scope,
        host: fullHost(host, namespace),
      })),
    );
  });
}
