import { labelsOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { selectorText } from "../../manifests/selector";
import { workloadsOf } from "../../manifests/workloads";
import { rulesIn } from "../rules";
import { samePods } from "../same-pods";
import { few } from "../words";
import { deployment } from "./examples";
import type { StepCheck } from "./step-check";

const alert = (workload: string) => `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: web, namespace: shop}
spec:
  groups:
    - name: web
      rules:
        - {alert: Errors, expr: 'errors{destination_workload="${workload}"} > 1'}
---
`;

export const renamed: StepCheck = {
  id: "step/renamed",
  demands: "A workload or a Service that rules ask for by its name keeps it.",
  why: "Metrics carry the name. Under another one alerts look at nothing until there are new samples, and the history of an objective begins anew with a full error budget.",
  old: deployment("web", "app: web") + alert("web"),
  new: deployment("web-v1", "app: web") + alert("web-v1"),
  says: "got Deployment web under the name web-v1, while Errors asks for it by the old one, expected the name to stay",
  safe: [
    deployment("web", "app: web") +
      deployment("web-v1", "app: web") +
      alert("web"),
    deployment("web", "app: web") +
      deployment("web-v1", "app: web") +
      alert("web|web-v1"),
    deployment("web-v1", "app: web") + alert("web|web-v1"),
  ],
  order: [
    "write the new one beside the old one",
    "let rules ask for both names, by a regular expression",
    "take the old one away; drop its name from the rules after the longest window of an objective",
  ],
  run: ({ before, after }, refuse) => {
    const pairs = [...workloads(before, after), ...services(before, after)];
    if (pairs.length === 0) return;
    const rules = before.all.flatMap(rulesIn);
    const now = new Set(after.all.flatMap(rulesIn).map(({ expr }) => expr));
    for (const { old, is } of pairs) {
      const { kind, name } = old.identity;
      // A rule that stays as it is may ask for both.
      const asking = rules.filter(
        ({ expr }) =>
          named(expr, name) &&
          !(named(expr, is.identity.name) && now.has(expr)),
      );
      if (asking.length > 0)
        refuse(
          is,
          `got ${kind} ${name} under the name ${is.identity.name}, while ${few([...new Set(asking.map((rule) => rule.name))], 2)} ${asking.length === 1 ? "asks" : "ask"} for it by the old one, expected the name to stay`,
        );
    }
  },
};

interface Renamed {
  readonly old: Manifest;
  readonly is: Manifest;
}

/** Whether a query has a name among the values of its matchers. */
function named(expr: string, name: string): boolean {
  return new RegExp(
    `["|(']${name.replaceAll(/[.*+?^\${}()|[\]\\]/g, "\\$&")}["|)']`,
  ).test(expr);
}

function workloads(before: Index, after: Index): readonly Renamed[] {
  const gone = missing(
    after,
    workloadsOf(before).map(({ manifest }) => manifest),
  );
  const come = missing(
    before,
    workloadsOf(after).map(({ manifest }) => manifest),
  );
  return pairs(gone, come, samePods);
}

function services(before: Index, after: Index): readonly Renamed[] {
  const gone = missing(after, before.kind("/Service"));
  const come = missing(before, after.kind("/Service"));
  return pairs(gone, come, (service) => {
    const selector = selectorText(labelsOf(specOf(service)["selector"]));
    return selector === "" ? undefined : `${namespaceOf(service)} ${selector}`;
  });
}

/** Those of one state that the other has not. */
function missing(
  other: Index,
  manifests: readonly Manifest[],
): readonly Manifest[] {
  return manifests.filter(({ identity }) => {
    const { name, namespace = "" } = identity;
    return !other.find(groupKindOf(identity), namespace, name);
  });
}

function pairs(
  gone: readonly Manifest[],
  come: readonly Manifest[],
  key: (manifest: Manifest) => string | undefined,
): readonly Renamed[] {
  const olds = new Map(gone.map((manifest) => [key(manifest), manifest]));
  return come.flatMap((is) => {
    const own = key(is);
    const old = own === undefined ? undefined : olds.get(own);
    return old ? [{ old, is }] : [];
  });
}
