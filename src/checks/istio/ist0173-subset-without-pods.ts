import {
  fieldsOf,
  labelsOf,
  listOf,
  textOf,
  textsOf,
} from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { knownHosts } from "../../manifests/known-hosts";
import {
  labelsOfObject,
  namespaceOf,
  specOf,
  type Labels,
} from "../../manifests/metadata";
import { labelled } from "../../manifests/labelled";
import { selectorText } from "../../manifests/selector";
import { isPod, workloadsOf, type Workload } from "../../manifests/workloads";
import type { Check } from "../check";
import { DESTINATION_RULE } from "./kinds";

const rule = (version: string) => `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { selector: { app: reviews }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews-v1, namespace: shop }
spec: { template: { metadata: { labels: { app: reviews, version: v1 } } } }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec: { host: reviews, subsets: [{ name: v1, labels: { version: ${version} } }] }
`;

export const subsetWithoutPods: Check = {
  id: "IST0173",
  severity: "error",
  demands: "A subset selects a pod.",
  why: "A route to a subset without pods answers 503.",
  bad: rule("v11"),
  says: 'got the subset "v1" with the labels "version=v11", expected labels that a pod carries',
  fix: "write labels that the pods of one version carry, or add their workload to what is checked",
  good: rule("v1"),
  run: (index, report) => {
    const find = knownHosts(index);
    const workloads = workloadsOf(index);
    const templates = labelled(
      workloads.filter((workload) => !isPod(workload)),
      ({ labels }) => labels,
    );
    const pods = labelled(
      workloads
        .filter(isPod)
        .map((pod) => ({ ...pod.labels, ...placeOf(index, pod) })),
      (labels) => labels,
    );
    for (const manifest of index.kind(DESTINATION_RULE)) {
      const spec = specOf(manifest);
      const known = find(
        namespaceOf(manifest),
        textsOf(spec["exportTo"]),
        textOf(spec["host"]),
      );
      if (!known) continue;
      listOf(spec["subsets"]).forEach((value, i) => {
        const { name, labels } = fieldsOf(value);
        const selector = { ...known.workloadLabels, ...labelsOf(labels) };
        if (templates.takes(withoutPlace(selector))) return;
        if (pods.takes(selector)) return;
        report(
          manifest,
          ["spec", "subsets", i, "labels"],
          `got the subset ${JSON.stringify(textOf(name))} with the labels ${JSON.stringify(selectorText(selector))}, expected labels that a pod carries`,
        );
      });
    }
  },
};

const REGION = "topology.kubernetes.io/region";
const ZONE = "topology.kubernetes.io/zone";
const PLACES: readonly string[] = [
  REGION,
  ZONE,
  "topology.istio.io/subzone",
  "topology.istio.io/cluster",
  "topology.istio.io/network",
  "kubernetes.io/hostname",
];

/** What Istio adds to a pod's labels from the node on which it runs. */
function placeOf(index: Index, { spec }: Workload): Labels {
  const node = textOf(spec["nodeName"]);
  if (node === "") return {};
  const manifest = index.find("/Node", "", node);
  const labels = manifest ? labelsOfObject(manifest) : {};
  const of = Object.entries(labels).filter(
    ([key, value]) => PLACES.includes(key) && value !== "",
  );
  return { ...Object.fromEntries(of), "kubernetes.io/hostname": node };
}

/** A template cannot say where its pods will run. */
function withoutPlace(selector: Labels): Labels {
  return Object.fromEntries(
    Object.entries(selector).filter(
      ([key, value]) => !PLACES.includes(key) || value === "",
    ),
  );
}
