import { isSet } from "../../manifests/fields";
import { grouped } from "../../manifests/grouped";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { TELEMETRY } from "./kinds";
import { ordered } from "./quote";

export const twoDefaultTelemetries: Check = {
  id: "IST0160",
  severity: "error",
  demands: "A namespace has one Telemetry without a selector.",
  why: "Istio takes the oldest and drops the others in silence, even where one has metrics and the other tracing.",
  bad: `
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: metrics, namespace: shop }
spec: { metrics: [{ providers: [{ name: prometheus }] }] }
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: tracing, namespace: shop }
spec: { tracing: [{ randomSamplingPercentage: 1 }] }
`,
  says: "got the Telemetries metrics and tracing without a selector in shop, expected one that says it all",
  good: `
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: shop, namespace: shop }
spec:
  metrics: [{ providers: [{ name: prometheus }] }]
  tracing: [{ randomSamplingPercentage: 1 }]
`,
  run: (index, report) => {
    const whole = index
      .kind(TELEMETRY)
      .filter((manifest) => !isSet(specOf(manifest)["selector"]));
    for (const [namespace, telemetries] of grouped(whole, namespaceOf)) {
      if (telemetries.length < 2) continue;
      const names = ordered(telemetries.map(({ identity }) => identity.name));
      for (const manifest of telemetries)
        report(
          manifest,
          ["spec"],
          `got the Telemetries ${names.join(" and ")} without a selector in ${namespace}, expected one that says it all`,
          "merge them into one object",
        );
    }
  },
};
