import { fieldsOf } from "../../manifests/fields";
import { findIn } from "../../manifests/gateway-hosts";
import { podReferences } from "../../manifests/pod-references";
import type { Manifest } from "../../manifests/manifest";
import type { Check } from "../check";
import { listed } from "./called";
import { podYaml, PRICES } from "./example";

const pod = (key: string) =>
  PRICES +
  podYaml(`env:
        - name: CURRENCY
          valueFrom: { configMapKeyRef: { name: prices, key: ${key} } }`);

export const missingKey: Check = {
  id: "gitops/missing-key",
  severity: "error",
  demands: "A key that a pod needs is in its ConfigMap or Secret.",
  why: "The pod waits with CreateContainerConfigError or FailedMount until it is.",
  bad: pod("money"),
  says: "got the key money, which ConfigMap shop/prices does not hold, expected one of currency",
  good: pod("currency"),
  run: (index, report) => {
    for (const reference of podReferences(index)) {
      const { workload, kind, name, key, path } = reference;
      if (key === undefined) continue;
      const holder = findIn(index, `/${kind}`, workload.namespace, name);
      const keys = holder ? keysOf(holder) : [];
      // One without data is filled in by somebody else.
      if (keys.length === 0 || keys.includes(key)) continue;
      report(
        workload.manifest,
        path,
        `got the key ${key}, which ${kind} ${workload.namespace}/${name} does not hold, expected one of ${listed(keys, 5)}`,
        "mend the key, or write optional: true where the pod can do without",
      );
    }
  },
};

function keysOf({ object }: Manifest): readonly string[] {
  if (object["type"] === "kubernetes.io/service-account-token") return [];
  return ["data", "binaryData", "stringData"].flatMap((field) =>
    Object.keys(fieldsOf(object[field])),
  );
}
