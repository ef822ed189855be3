import { down, listOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { namespaceOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { podYaml } from "./example";
import { secretsOf } from "./made-secrets";
import { mayHoldMore } from "./makers";
import { unreadReferences } from "./missing-references";

const pod = (name: string) =>
  `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: database, namespace: shop }
spec: { target: { name: database-login } }
` + podYaml(`envFrom: [{ secretRef: { name: ${name} } }]`);

export const missingSecret: Check = {
  id: "gitops/missing-secret",
  // Secrets are rightly kept out of what is checked.
  severity: "info",
  demands: "A Secret is there where others of its namespace are.",
  why: "A pod waits with CreateContainerConfigError or FailedMount until it is, and an Ingress shows a certificate of its own.",
  bad: pod("database"),
  says: "got the Secret database, which is not among those of shop: database-login",
  good: pod("database-login"),
  run: (index, report) => {
    const secrets = secretsOf(index);
    for (const { manifest, namespace, name, path } of namedIn(index)) {
      const those = secrets.get(namespace) ?? new Set();
      if (those.size === 0 || those.has(name)) continue;
      if (mayHoldMore(index, namespace)) continue;
      const known = [...those].sort();
      report(
        manifest,
        path,
        `got the Secret ${name}, which is not among those of ${namespace}: ${known.slice(0, 5).join(", ")}${known.length > 5 ? " …" : ""}`,
        "mend the name, unless the Secret is made elsewhere",
      );
    }
  },
};

interface Named {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  readonly path: Path;
}

/** The Secrets that pods and Ingresses name. */
function namedIn(index: Index): readonly Named[] {
  return [
    ...unreadReferences(index, "Secret").map(({ workload, name, path }) => ({
      manifest: workload.manifest,
      namespace: workload.namespace,
      name,
      path,
    })),
    ...index.kind("networking.k8s.io/Ingress").flatMap((manifest) =>
      listOf(down(manifest.object, "spec", "tls")).flatMap((tls, i) => {
        const name = textOf(down(tls, "secretName"));
        const path: Path = ["spec", "tls", i, "secretName"];
        return name === ""
          ? []
          : [{ manifest, namespace: namespaceOf(manifest), name, path }];
      }),
    ),
  ];
}
