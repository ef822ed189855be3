import type { Check } from "../check";
import { podYaml, PRICES } from "./example";
import { missingReferences } from "./missing-references";
import { addOrMend } from "./names";

/** ConfigMaps that Kubernetes and istiod put into every namespace. */
const EVERYWHERE = [
  "kube-root-ca.crt",
  "istio-ca-root-cert",
  "istio-ca-crl",
  "openshift-service-ca.crt",
];

const pod = (name: string) =>
  PRICES + podYaml(`envFrom: [{ configMapRef: { name: ${name} } }]`);

export const missingConfigMap: Check = {
  id: "gitops/missing-config-map",
  severity: "warning",
  demands: "A ConfigMap that a pod needs is there.",
  why: "The pod waits with CreateContainerConfigError or FailedMount until it is.",
  bad: pod("price"),
  says: "got the ConfigMap price, which is not there, expected one in shop",
  good: pod("prices"),
  run: (index, report) => {
    for (const reference of missingReferences(index, "ConfigMap")) {
      const { workload, name, path } = reference;
      if (EVERYWHERE.includes(name)) continue;
      report(
        workload.manifest,
        path,
        `got the ConfigMap ${name}, which is not there, expected one in ${workload.namespace}`,
        `${addOrMend(index, "/ConfigMap", workload.namespace, name)}; optional: true where the pod can do without`,
      );
    }
  },
};
