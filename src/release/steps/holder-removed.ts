import type { Index } from "../../manifests/index-of";
import { namespaceOf } from "../../manifests/metadata";
import { deployment } from "./examples";
import type { StepCheck } from "./step-check";

const namespace = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
`;

export const holderRemoved: StepCheck = {
  id: "step/holder-removed",
  demands:
    "What holds other objects goes after them, and data only on purpose.",
  why: "With a Namespace, a CustomResourceDefinition or a PersistentVolumeClaim everything in it is deleted at once, also what these manifests do not know.",
  old: namespace + deployment("web", "app: web"),
  new: deployment("web", "app: web"),
  says: "got Namespace shop taken away with what is in it, expected it to be empty before",
  safe: [namespace, ""],
  order: [
    "take away what is in it, and see that nothing of others is left there",
    "take it away",
  ],
  run: ({ before, after }, refuse) => {
    const used = new Set(before.all.map(namespaceOf));
    for (const { groupKind, isUsed } of HOLDERS)
      for (const old of before.kind(groupKind)) {
        const { kind, name, namespace = "" } = old.identity;
        if (after.find(groupKind, namespace, name)) continue;
        if (isUsed(name, used, before))
          refuse(
            old,
            `got ${kind} ${name} taken away with what is in it, expected it to be empty before`,
          );
      }
  },
};

const HOLDERS: readonly {
  readonly groupKind: string;
  readonly isUsed: (
    name: string,
    namespaces: ReadonlySet<string>,
    before: Index,
  ) => boolean;
}[] = [
  {
    groupKind: "/Namespace",
    isUsed: (name, namespaces) => namespaces.has(name),
  },
  {
    groupKind: "apiextensions.k8s.io/CustomResourceDefinition",
    isUsed: () => true,
  },
  { groupKind: "/PersistentVolumeClaim", isUsed: () => true },
];
