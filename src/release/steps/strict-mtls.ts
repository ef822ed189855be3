import { down, labelsOf, listOf, textOf } from "../../manifests/fields";
import { hasSidecar, isAmbient } from "../../manifests/in-mesh";
import type { Index } from "../../manifests/index-of";
import { groupKindOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { selects } from "../../manifests/selector";
import { workloadOf, workloadsOf } from "../../manifests/workloads";
import type { Workload } from "../../manifests/workloads";
import { few } from "../words";
import { callsOf } from "./calls";
import { deployment, service } from "./examples";
import type { StepCheck } from "./step-check";

const policy = (mode: string) => `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: shop}
spec: {mtls: {mode: ${mode}}}
---
`;
const namespace = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
`;
const shop = namespace + deployment("web", "app: web") + service("app: web");
const client = (inject: boolean) => `apiVersion: batch/v1
kind: CronJob
metadata: {name: report, namespace: shop}
spec:
  jobTemplate:
    spec:
      template:
        metadata: {labels: {sidecar.istio.io/inject: "${inject}"}}
        spec: {containers: [{name: report, image: "report:1", args: ["http://web/report"]}]}
---
`;

export const strictMtls: StepCheck = {
  id: "step/strict-mtls",
  demands:
    "STRICT comes when PERMISSIVE has stood and nobody speaks plaintext.",
  why: "STRICT refuses every client without a sidecar at once. Under PERMISSIVE both are taken, and the share of encrypted requests shows who is left.",
  old: shop + client(false) + policy("PERMISSIVE"),
  new: shop + client(false) + policy("STRICT"),
  says: "got STRICT for shop while CronJob report calls it without a sidecar, expected no client in plaintext",
  safe: [
    shop + client(true) + policy("PERMISSIVE"),
    shop + client(true) + policy("STRICT"),
  ],
  order: [
    "write PERMISSIVE, and put sidecars into all clients",
    "when the share of encrypted requests has been 100 % for days, write STRICT",
  ],
  run: ({ before, after }, refuse) => {
    for (const now of after.kind("security.istio.io/PeerAuthentication")) {
      if (modeOf(now) !== "STRICT") continue;
      const { name, namespace = "" } = now.identity;
      const old = before.find(groupKindOf(now.identity), namespace, name);
      if (old && modeOf(old) === "STRICT") continue;
      const whole = namespaceOf(now);
      const pods = podsUnder(now, before);
      // Where nothing ran before, nobody is cut off.
      if (pods.length === 0) continue;
      const was = old ? modeOf(old) : "";
      if (was !== "PERMISSIVE") {
        refuse(
          now,
          `got STRICT for ${whole} after ${was === "" ? "nothing" : was}, expected PERMISSIVE to stand before it`,
        );
        continue;
      }
      const plain = clientsInPlaintext(now, [before, after]);
      if (plain.length > 0)
        refuse(
          now,
          `got STRICT for ${whole} while ${few(plain)} without a sidecar, expected no client in plaintext`,
        );
      const late = pods.filter(
        (pod) => !inMesh(before, pod) && willBeInMesh(after, pod),
      );
      if (late.length > 0)
        refuse(
          now,
          `got STRICT for ${whole} in the step that puts ${few(late.map(nameOf))} into the mesh, expected the sidecars to come a step before`,
        );
    }
  },
};

function modeOf(manifest: Manifest): string {
  return textOf(down(specOf(manifest), "mtls", "mode"));
}

function nameOf({ manifest: { identity } }: Workload): string {
  return `${identity.kind} ${identity.name}`;
}

/** The pods that a policy is about: of its namespace, or those that it selects there. */
function podsUnder(policy: Manifest, index: Index): readonly Workload[] {
  const selector = labelsOf(down(specOf(policy), "selector", "matchLabels"));
  return workloadsOf(index).filter(
    ({ namespace, labels }) =>
      namespace === namespaceOf(policy) && selects(selector, labels),
  );
}

function inMesh(index: Index, workload: Workload): boolean {
  return hasSidecar(index, workload) || isAmbient(index, workload);
}

function willBeInMesh(after: Index, { manifest }: Workload): boolean {
  const { identity } = manifest;
  const now = after.find(
    groupKindOf(identity),
    identity.namespace ?? "",
    identity.name,
  );
  const workload = now && workloadOf(now);
  return workload !== undefined && inMesh(after, workload);
}

/** Pods outside of the mesh that name a Service under the policy, and Ingresses to one. */
function clientsInPlaintext(
  policy: Manifest,
  states: readonly Index[],
): readonly string[] {
  const namespace = namespaceOf(policy);
  return [
    ...new Set(
      states.flatMap((index) => {
        const under = podsUnder(policy, index);
        const services = index
          .kind("/Service")
          .filter(
            (one) =>
              namespaceOf(one) === namespace &&
              under.some(({ labels }) => takes(one, labels)),
          )
          .map(({ identity }) => identity.name);
        if (services.length === 0) return [];
        const known = new Set(services.map((name) => `${namespace}/${name}`));
        const pods = workloadsOf(index)
          .filter(
            (pod) =>
              !inMesh(index, pod) &&
              callsOf(pod).some(({ service }) => known.has(service)),
          )
          .map((pod) => `${nameOf(pod)} calls it`);
        const entrances = index
          .kind("networking.k8s.io/Ingress")
          .filter(
            (one) =>
              namespaceOf(one) === namespace &&
              textOf(specOf(one)["ingressClassName"]) !== "istio" &&
              backends(one).some((name) => services.includes(name)),
          )
          .map(
            ({ identity }) =>
              `the controller of Ingress ${identity.name} calls it`,
          );
        return [...pods, ...entrances];
      }),
    ),
  ];
}

function takes(service: Manifest, labels: Readonly<Record<string, string>>) {
  const selector = labelsOf(specOf(service)["selector"]);
  return Object.keys(selector).length > 0 && selects(selector, labels);
}

function backends(ingress: Manifest): readonly string[] {
  const spec = specOf(ingress);
  return [
    spec["defaultBackend"],
    ...listOf(spec["rules"]).flatMap((rule) =>
      listOf(down(rule, "http", "paths")).map((path) => down(path, "backend")),
    ),
  ].map((backend) => textOf(down(backend, "service", "name")));
}
