import { down, fieldsOf } from "../../manifests/fields";
import { labelsOfObject } from "../../manifests/metadata";
import { containersOf, workloadsOf } from "../../manifests/workloads";
import type { Check } from "../check";

const pod = (user: number) => `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: web:1, securityContext: { runAsUser: ${String(user)} } }] }
`;

export const sidecarUser: Check = {
  id: "IST0144",
  severity: "warning",
  demands: "No application runs as user 1337.",
  why: "That is the sidecar's user: its traffic is left out of redirection, so the application's would pass by the sidecar.",
  bad: pod(1337),
  says: "got runAsUser 1337, expected another than the sidecar's own",
  fix: "run the application as another user",
  good: pod(1000),
  run: (index, report) => {
    for (const workload of workloadsOf(index)) {
      const { manifest, path, spec } = workload;
      const labels = labelsOfObject(manifest);
      if (labels["istio"] !== undefined || labels["release"] === "istio")
        continue;
      const own = down(spec, "securityContext", "runAsUser");
      const applications = containersOf(workload, "containers").filter(
        ({ name }) => name !== "istio-proxy" && name !== "istio-operator",
      );
      const users = applications.map(
        ({ securityContext }) => fieldsOf(securityContext)["runAsUser"],
      );
      if (![own, ...users].includes(1337)) continue;
      report(
        manifest,
        [
          ...path,
          "spec",
          ...(own === 1337 ? ["securityContext"] : ["containers"]),
        ],
        "got runAsUser 1337, expected another than the sidecar's own",
      );
    }
  },
};
