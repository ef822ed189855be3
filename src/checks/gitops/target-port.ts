import { podsByLabels, selectorOfService } from "../../manifests/by-labels";
import { namesPort, portNames } from "../../manifests/container-ports";
import { fieldsOf, listOf, textOf } from "../../manifests/fields";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { containersOf } from "../../manifests/workloads";
import type { Check } from "../check";
import { calledOf, listed } from "./called";
import { deploymentYaml } from "./example";

const service = (target: string) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: ${target} }]
${deploymentYaml("web", "app: web")}`;

export const targetPort: Check = {
  id: "gitops/target-port",
  severity: "error",
  demands:
    "A target port's name is that of a container port of the Service's pods.",
  why: "The port has no endpoints otherwise, and calls to it fail.",
  bad: service("web"),
  says: "got the target port web (TCP), which Deployment shop/web does not name, expected one of http",
  good: service("http"),
  run: (index, report) => {
    const pods = podsByLabels(index);
    for (const manifest of index.kind("/Service")) {
      const selector = selectorOfService(manifest);
      const named = listOf(specOf(manifest)["ports"]).map((port) => {
        const { targetPort, protocol } = fieldsOf(port);
        return {
          name: textOf(targetPort),
          protocol: textOf(protocol) || "TCP",
        };
      });
      // A port's name has a letter; a number in quotes is the schema's matter.
      if (!named.some(({ name }) => /[a-z]/i.test(name))) continue;
      const taken = pods.taken(namespaceOf(manifest), selector);
      if (taken.length === 0) continue;
      named.forEach(({ name, protocol }, i) => {
        if (!/[a-z]/i.test(name)) return;
        const without = taken.filter(
          (workload) => !namesPort(index, workload, name, protocol),
        );
        if (without.length === 0) return;
        const known = portNames(
          without.flatMap((workload) =>
            containersOf(workload, "containers").flatMap((container) =>
              listOf(container["ports"]),
            ),
          ),
        );
        const names = without.map((workload) => calledOf(workload.manifest));
        report(
          manifest,
          ["spec", "ports", i, "targetPort"],
          `got the target port ${name} (${protocol}), which ${listed(names)} ${new Set(names).size === 1 ? "does" : "do"} not name, expected ${known}`,
          "write the name or the number of a container port",
          without.length === taken.length ? "error" : "warning",
        );
      });
    }
  },
};
