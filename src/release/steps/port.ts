import {
  fieldsOf,
  labelsOf,
  listOf,
  numberOf,
  textOf,
} from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { labelled } from "../../manifests/labelled";
import type { Manifest } from "../../manifests/manifest";
import { labelsOfObject, namespaceOf, specOf } from "../../manifests/metadata";
import { labelSelectorTakes } from "../../manifests/selector";
import { service, split, subsets, VERSIONS } from "./examples";
import { routedIn, serviceNamed } from "./routed";
import type { StepCheck } from "./step-check";

const ingress = (port: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec: {defaultBackend: {service: {name: web, port: {${port}}}}}
---
`;
const web = VERSIONS.v1 + subsets("v1") + split({ v1: 100 });
const both = "[{name: http, port: 80}, {name: http-web, port: 8080}]";

export const port: StepCheck = {
  id: "step/port",
  demands: "A port of a Service goes after all that name it.",
  why: "Routes, Ingresses and monitors that name a port which is gone lead to nothing, and whichever of the two objects comes first, there is such a moment.",
  old: web + service("app: web", both) + ingress("name: http"),
  new:
    web +
    service("app: web", "[{name: http-web, port: 8080}]") +
    ingress("number: 8080"),
  says: "got port http of Service web gone while Ingress web names it, expected it to stay for this step",
  safe: [
    web + service("app: web", both) + ingress("number: 8080"),
    web +
      service("app: web", "[{name: http-web, port: 8080}]") +
      ingress("number: 8080"),
  ],
  order: [
    "write the new port beside the old one",
    "let routes, Ingresses, monitors and callers name the new one",
    "take the old one away",
  ],
  run: ({ before, after }, refuse) => {
    for (const { manifest, service, port, by } of portsNamed(before)) {
      const old = serviceNamed(before, service);
      const now = serviceNamed(after, service);
      if (old && now && has(old, port) && !has(now, port))
        refuse(
          now,
          `got port ${port} of Service ${now.identity.name} gone while ${by} ${manifest.identity.name} names it, expected it to stay for this step`,
        );
    }
    for (const { manifest, service, port, by } of portsNamed(after)) {
      const old = serviceNamed(before, service);
      const now = serviceNamed(after, service);
      if (old && now && !has(old, port) && has(now, port))
        refuse(
          manifest,
          `got ${by} ${manifest.identity.name} to name port ${port} of Service ${now.identity.name}, which does not stand yet, expected the port to come a step before`,
        );
    }
  },
};

interface NamedPort {
  readonly manifest: Manifest;
  readonly service: string;
  readonly port: string | number;
  /** The kind that names it. */
  readonly by: string;
}

function has(service: Manifest, wanted: string | number): boolean {
  return listOf(specOf(service)["ports"]).some((entry) => {
    const { name, port } = fieldsOf(entry);
    return typeof wanted === "number"
      ? numberOf(port) === wanted
      : textOf(name) === wanted;
  });
}

/** Every port of a Service that another object names, each once for each object. */
function portsNamed(index: Index): readonly NamedPort[] {
  const all = [
    ...routedPorts(index),
    ...ingressPorts(index),
    ...monitored(index),
  ];
  const seen = new Map<Manifest, Set<string>>();
  return all.filter(({ manifest, service, port }) => {
    const known = seen.get(manifest) ?? new Set<string>();
    seen.set(manifest, known);
    const key = `${service} ${port}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function routedPorts(index: Index): readonly NamedPort[] {
  return routedIn(index).flatMap(({ manifest, service, port }) =>
    port === undefined
      ? []
      : [{ manifest, service, port, by: manifest.identity.kind }],
  );
}

function ingressPorts(index: Index): readonly NamedPort[] {
  return index.kind("networking.k8s.io/Ingress").flatMap((manifest) => {
    const spec = specOf(manifest);
    const backends = [
      spec["defaultBackend"],
      ...listOf(spec["rules"]).flatMap((rule) =>
        listOf(fieldsOf(fieldsOf(rule)["http"])["paths"]).map(
          (path) => fieldsOf(path)["backend"],
        ),
      ),
    ];
    return backends.flatMap((backend) => {
      const { name, port } = fieldsOf(fieldsOf(backend)["service"]);
      const { number, name: portName } = fieldsOf(port);
      const wanted = textOf(portName) || numberOf(number);
      return wanted === undefined
        ? []
        : [
            {
              manifest,
              service: `${namespaceOf(manifest)}/${textOf(name)}`,
              port: wanted,
              by: "Ingress",
            },
          ];
    });
  });
}

/** A ServiceMonitor names ports of the Services that its selector takes. */
function monitored(index: Index): readonly NamedPort[] {
  const { takenBy } = labelled(index.kind("/Service"), labelsOfObject);
  return index
    .kind("monitoring.coreos.com/ServiceMonitor")
    .flatMap((manifest) => {
      const spec = specOf(manifest);
      const { any, matchNames } = fieldsOf(spec["namespaceSelector"]);
      const within = new Set(
        Array.isArray(matchNames) ? matchNames : [namespaceOf(manifest)],
      );
      const { selector } = spec;
      const services = takenBy(
        labelsOf(fieldsOf(selector)["matchLabels"]),
      ).filter(
        (service) =>
          (any === true || within.has(namespaceOf(service))) &&
          labelSelectorTakes(selector, labelsOfObject(service)),
      );
      return listOf(spec["endpoints"]).flatMap((endpoint) => {
        const name = textOf(fieldsOf(endpoint)["port"]);
        return name === ""
          ? []
          : services.map((service) => ({
              manifest,
              service: `${namespaceOf(service)}/${service.identity.name}`,
              port: name,
              by: "ServiceMonitor",
            }));
      });
    });
}
