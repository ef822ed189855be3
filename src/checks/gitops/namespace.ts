import { grouped } from "../../manifests/grouped";
import type { Index } from "../../manifests/index-of";
import { nearest } from "../../problems/nearest";
import type { Check } from "../check";
import { counted } from "./called";
import { broughtNamespaces, madeNamespaces } from "./makers";

const shop = (namespace: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: prices, namespace: ${namespace} }
data: { currency: EUR }
`;

export const unmadeNamespace: Check = {
  id: "gitops/namespace",
  severity: "warning",
  demands: "A namespace that objects name is made by one of them.",
  why: "The API server refuses an object whose namespace is not there.",
  bad: shop("shpo"),
  says: "got the namespace shpo, which no Namespace makes, for 1 object",
  good: shop("shop"),
  run: (index, report) => {
    if (index.kind("/Namespace").length === 0) return;
    const made = namespacesOf(index);
    const homeless = index.all.filter(
      ({ identity: { kind, namespace } }) =>
        kind !== "" &&
        namespace !== undefined &&
        !made.has(namespace) &&
        !index.find("/Namespace", "", namespace),
    );
    const groups = grouped(
      homeless,
      ({ identity }) => identity.namespace ?? "",
    );
    for (const [namespace, [first, ...others]] of groups) {
      if (!first) continue;
      const objects =
        others.length === 0
          ? "1 object"
          : `${counted(others.length + 1)} objects`;
      const meant = nearest(namespace, made);
      report(
        first,
        ["metadata", "namespace"],
        `got the namespace ${namespace}, which no Namespace makes, for ${objects}`,
        meant === undefined
          ? "add its Namespace, or mend the name"
          : `add its Namespace, or write ${meant} where that is meant`,
      );
    }
  },
};

function namespacesOf(index: Index): ReadonlySet<string> {
  return new Set([
    "default",
    ...broughtNamespaces(index),
    ...index.kind("/Namespace").map(({ identity }) => identity.name),
    ...madeNamespaces(index),
  ]);
}
