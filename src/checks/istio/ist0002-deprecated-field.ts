import { down, isSet, listOf, numberOf } from "../../manifests/fields";
import { specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { SIDECAR, VIRTUAL_SERVICE } from "./kinds";

const delay = (share: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec:
  hosts: [web]
  http: [{ fault: { delay: { fixedDelay: 5s, ${share} } }, route: [{ destination: { host: web } }] }]
`;

export const deprecatedField: Check = {
  id: "IST0002",
  severity: "warning",
  demands: "A field is not deprecated.",
  why: "It goes away with some release, and its effect with it.",
  bad: delay("percent: 5"),
  says: "got fault.delay.percent, expected fault.delay.percentage, which replaces it",
  fix: "write the field that replaces it",
  good: delay("percentage: { value: 5 }"),
  run: (index, report) => {
    for (const manifest of index.kind(VIRTUAL_SERVICE))
      listOf(specOf(manifest)["http"]).forEach((rule, i) => {
        if ((numberOf(down(rule, "fault", "delay", "percent")) ?? 0) > 0)
          report(
            manifest,
            ["spec", "http", i, "fault", "delay", "percent"],
            "got fault.delay.percent, expected fault.delay.percentage, which replaces it",
          );
      });
    for (const manifest of index.kind(SIDECAR))
      if (isSet(down(specOf(manifest), "outboundTrafficPolicy", "egressProxy")))
        report(
          manifest,
          ["spec", "outboundTrafficPolicy", "egressProxy"],
          "got outboundTrafficPolicy.egressProxy, expected none, as it is ignored",
        );
  },
};
