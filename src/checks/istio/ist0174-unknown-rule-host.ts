import { textOf, textsOf } from "../../manifests/fields";
import { knownHosts } from "../../manifests/known-hosts";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { DESTINATION_RULE } from "./kinds";

const rule = (host: string) => `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec: { host: ${host}, trafficPolicy: { loadBalancer: { simple: LEAST_REQUEST } } }
`;

export const unknownRuleHost: Check = {
  id: "IST0174",
  severity: "warning",
  demands: "A DestinationRule is for a host that there is.",
  why: "A rule for a host that nobody serves does nothing; mostly the name is mistyped.",
  bad: rule("review"),
  says: 'got the host "review", expected one of a Service or ServiceEntry that is seen from shop',
  fix: "mend the host, or add its Service to what is checked",
  good: rule("reviews"),
  run: (index, report) => {
    const find = knownHosts(index);
    for (const manifest of index.kind(DESTINATION_RULE)) {
      const spec = specOf(manifest);
      const host = textOf(spec["host"]);
      const namespace = namespaceOf(manifest);
      if (find(namespace, textsOf(spec["exportTo"]), host)) continue;
      report(
        manifest,
        ["spec", "host"],
        `got the host ${JSON.stringify(host)}, expected one of a Service or ServiceEntry that is seen from ${namespace}`,
      );
    }
  },
};
