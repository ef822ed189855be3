import { fieldsOf, labelsOf, listOf, textOf } from "../../manifests/fields";
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
    const users = new Map<string, Manifest[]>();
    for (const manifest of index.kind(GATEWAY))
      for (const certificate of certificatesOf(manifest)) {
        const others = users.get(certificate);
        if (others) others.push(manifest);
        else users.set(certificate, [manifest]);
      }
    for (const manifest of index.kind(GATEWAY)) {
      const selector = selectorOf(manifest);
      const same = certificatesOf(manifest).flatMap(
        (certificate) => users.get(certificate) ?? [],
      );
      const others = [...new Set(same)].filter(
        (other) =>
          fullNameOf(other) !== fullNameOf(manifest) &&
          selects(selector, selectorOf(other)),
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

/** What names the certificates of a gateway: a Secret each, or two files. */
function certificatesOf(manifest: Manifest): readonly string[] {
  const names = listOf(specOf(manifest)["servers"]).flatMap((server) => {
    const { credentialName, serverCertificate, privateKey } = fieldsOf(
      fieldsOf(server)["tls"],
    );
    if (textOf(credentialName) !== "") return [textOf(credentialName)];
    return textOf(serverCertificate) !== "" && textOf(privateKey) !== ""
      ? [JSON.stringify([serverCertificate, privateKey])]
      : [];
  });
  return [...new Set(names)];
}
