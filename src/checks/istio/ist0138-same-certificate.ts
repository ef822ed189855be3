import {
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  textOf,
  type Fields,
} from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";
import { fullNameOf, specOf } from "../../manifests/metadata";
import { selects } from "../../manifests/selector";
import type { Check } from "../check";
import { GATEWAY } from "./kinds";
import { ordered } from "./quote";

const gateway = (name: string, credential: string) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { istio: ingressgateway }
  servers:
    - hosts: [${name}.example.com]
      port: { number: 443, name: https, protocol: HTTPS }
      tls: { mode: SIMPLE, credentialName: ${credential} }
---`;

export const sameCertificate: Check = {
  id: "IST0138",
  severity: "warning",
  demands: "Gateways of the same pods have certificates of their own.",
  why: "With one certificate a browser reuses its HTTP/2 connection for both hosts and gets 404 for the second.",
  bad: gateway("web", "shared") + gateway("api", "shared"),
  says: "got one certificate in the gateways shop/api and shop/web, expected one for each, or one gateway",
  fix: "merge the Gateways into one with all their hosts; browsers reuse a connection for another host of its certificate",
  good: gateway("web", "web") + gateway("api", "api"),
  run: (index, report) => {
    const gateways = index.kind(GATEWAY);
    for (const manifest of gateways) {
      const selector = selectorOf(manifest);
      const others = gateways.filter(
        (other) =>
          other !== manifest &&
          fullNameOf(other) !== fullNameOf(manifest) &&
          selects(selector, selectorOf(other)) &&
          share(manifest, other),
      );
      if (others.length === 0) continue;
      const names = ordered([manifest, ...others].map(fullNameOf));
      report(
        manifest,
        ["spec", "servers"],
        `got one certificate in the gateways ${names.join(" and ")}, expected one for each, or one gateway`,
      );
    }
  },
};

function selectorOf(manifest: Manifest): Readonly<Record<string, string>> {
  return labelsOf(specOf(manifest)["selector"]);
}

function share(one: Manifest, other: Manifest): boolean {
  return tlsOf(one).some((tls) => tlsOf(other).some((too) => same(tls, too)));
}

function tlsOf(manifest: Manifest): readonly Fields[] {
  return listOf(specOf(manifest)["servers"])
    .map((server) => fieldsOf(server)["tls"])
    .filter(isSet)
    .map(fieldsOf);
}

function same(one: Fields, other: Fields): boolean {
  const equal = (field: string) =>
    textOf(one[field]) !== "" && one[field] === other[field];
  if (textOf(one["credentialName"]) || textOf(other["credentialName"]))
    return equal("credentialName");
  return equal("serverCertificate") && equal("privateKey");
}
