import { fieldsOf, listOf, numberOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { workloadsOf } from "../../manifests/workloads";
import { madeServices } from "../flagger";
import { few } from "../words";
import { callsOf } from "./calls";
import { deployment, service } from "./examples";
import { serviceNamed } from "./routed";
import type { StepCheck } from "./step-check";

const caller = (host: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: "shop:1", env: [{name: WEB_ADDR, value: "${host}"}]}]}
---
`;
const web = deployment("web", "app: web");
const both = "[{name: http, port: 80}, {name: http-new, port: 8080}]";
const one = "[{name: http-new, port: 8080}]";

export const callersLeft: StepCheck = {
  id: "step/callers-left",
  demands: "A Service, and each of its ports, goes after those who call it.",
  why: "Pods that run call what they were started with, until the last of them is replaced.",
  old: web + service("app: web") + caller("web:80"),
  new: web + service("app: web", one) + caller("web:8080"),
  says: "got port 80 of Service web gone while Deployment shop calls it, expected it to stay for this step",
  safe: [
    web + service("app: web", both) + caller("web:80"),
    web + service("app: web", both) + caller("web:8080"),
    web + service("app: web", one) + caller("web:8080"),
  ],
  order: [
    "write the new Service or port beside the old one",
    "let the callers name the new one",
    "when all of them are replaced, take the old one away",
  ],
  run: ({ before, after }, refuse) => {
    const left = new Map<Manifest, Map<string, Set<string>>>();
    for (const pod of workloadsOf(before)) {
      const { identity } = pod.manifest;
      const { namespace = "", name, kind } = identity;
      // Who goes in the same step calls nobody afterwards.
      if (!after.find(groupKindOf(identity), namespace, name)) continue;
      for (const { service, port } of callsOf(pod)) {
        const old = callable(before, service);
        if (!old) continue;
        const now = callable(after, service);
        const what = gone(service, old, now, port);
        if (what === undefined) continue;
        const lost = left.get(old) ?? new Map<string, Set<string>>();
        const callers = lost.get(what) ?? new Set<string>();
        left.set(old, lost.set(what, callers.add(`${kind} ${name}`)));
      }
    }
    for (const [manifest, lost] of left)
      for (const [what, callers] of lost)
        refuse(
          manifest,
          `got ${what} gone while ${few([...callers])} ${callers.size === 1 ? "calls" : "call"} it, expected it to stay for this step`,
        );
  },
};

/** The Service of a name, or the Canary for which Flagger makes it. */
function callable(index: Index, service: string): Manifest | undefined {
  return (
    serviceNamed(index, service) ?? madeServices(index).get(service)?.manifest
  );
}

/** What of a Service is called and not there any more. */
function gone(
  service: string,
  old: Manifest,
  now: Manifest | undefined,
  port: number | undefined,
): string | undefined {
  const name = service.slice(service.indexOf("/") + 1);
  if (!now) return `Service ${name}`;
  // Which ports Flagger gives a Service is not looked at.
  const isKnown = [old, now].every(
    ({ identity }) => identity.kind === "Service",
  );
  return isKnown && port !== undefined && has(old, port) && !has(now, port)
    ? `port ${port} of Service ${name}`
    : undefined;
}

function has(service: Manifest, port: number): boolean {
  return listOf(specOf(service)["ports"]).some(
    (entry) => numberOf(fieldsOf(entry)["port"]) === port,
  );
}
