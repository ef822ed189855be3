import { basename, dirname } from "node:path";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import type { Check } from "../check";
import type { Report } from "../finding";
import { isOfKustomize, localKindOf } from "./local-kinds";

const cluster = (apiVersion: string) => `
apiVersion: ${apiVersion}
kind: Cluster
metadata: { name: shop, namespace: shop }
`;

export const notAnObject: Check = {
  id: "gitops/not-an-object",
  severity: "warning",
  demands: "What kubectl apply is given are objects that an API server knows.",
  why: "kubectl apply -f FOLDER fails on the file, whatever becomes of the others.",
  bad: cluster("kind.x-k8s.io/v1alpha4"),
  says: "got Cluster of kind.x-k8s.io/v1alpha4, which is the configuration of kind and no object for a cluster",
  good: cluster("cluster.x-k8s.io/v1beta1"),
  run: (index, report) => {
    const withObjects = foldersWithObjects(index);
    reportKustomizations(index, report);
    for (const manifest of index.all) {
      const { apiVersion, kind } = manifest.identity;
      const local = localKindOf(manifest);
      if (local !== undefined)
        report(
          manifest,
          ["kind"],
          `got ${kind} of ${apiVersion}, which is ${local} and no object for a cluster`,
          ELSEWHERE,
        );
      else if (
        isFoundRules(manifest) &&
        withObjects.has(dirname(manifest.file))
      )
        report(
          manifest,
          ["groups"],
          `got ${basename(manifest.file)}, a plain file of Prometheus rules, in a folder of objects, where kubectl apply -f refuses it`,
          `make a PrometheusRule of it, or ${ELSEWHERE}`,
        );
    }
  },
};

/** Said once: those who use kustomize have many, and know. */
function reportKustomizations(index: Index, report: Report): void {
  const [first, ...others] = index.all.filter(isOfKustomize);
  if (!first) return;
  const { apiVersion, kind } = first.identity;
  const more =
    others.length === 0 ? "" : `, and ${String(others.length)} more like it`;
  report(
    first,
    ["kind"],
    `got ${kind} of ${apiVersion}${more}, which kustomize reads and kubectl apply -f refuses; what it changes is not held against other objects`,
    `apply its folder with kubectl apply -k, and check what comes of it: kubectl kustomize ${dirname(first.file)} | sidelight check -`,
    "info",
  );
}

const ELSEWHERE =
  "move it out of the folder that kubectl applies: to artifacts/, say";

/** Rules that nobody named: they came with their folder. */
function isFoundRules({ identity, folder }: Manifest): boolean {
  return identity.kind === "" && folder !== undefined;
}

/** Folders that were searched, and in which objects for a cluster stand. */
function foldersWithObjects(index: Index): ReadonlySet<string> {
  return new Set(
    index.all
      .filter(
        ({ identity, folder }) => identity.kind !== "" && folder !== undefined,
      )
      .map(({ file }) => dirname(file)),
  );
}
