import { down, isFields } from "../../../manifests/fields";
import type { Index } from "../../../manifests/index-of";
import type { Manifest, Path } from "../../../manifests/manifest";
import { annotationsOfObject, type Labels } from "../../../manifests/metadata";
import { isPod } from "../../../manifests/workloads";
import type { Check } from "../../check";
import { ANNOTATION } from "../../ignores";
import { parsed } from "../../istio/injection";
import { securedPods } from "../standard/pod";
import { secretName } from "./names";
import { secretsInJson, secretUnder } from "./secret-in";
import { tokenIn } from "./tokens";

const web = (annotation: string) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, annotations: { ${annotation} } }
`;

export const secretInAnnotation: Check = {
  id: "security/secret-in-annotation",
  severity: "warning",
  demands: "An annotation holds no secret.",
  why: "Annotations are read by everybody who may see the object, and copied into logs, events and caches.",
  bad: web("example.com/api-token: q7Zk2mVb81"),
  says: "got a token in the annotation example.com/api-token, expected a reference to a Secret",
  good: web("example.com/api-token-secret: web-api"),
  conceals: true,
  run: (index, report) => {
    for (const { manifest, annotations, path } of annotated(index))
      for (const [key, value] of Object.entries(annotations)) {
        const what = key === ANNOTATION ? undefined : secretOf(key, value);
        if (what === undefined) continue;
        report(
          manifest,
          [...path, "metadata", "annotations", key],
          `got ${what} in the annotation ${key}, expected a reference to a Secret`,
          key === LAST_APPLIED
            ? "remove the annotation, apply with --server-side, and change the secret: it is known now"
            : "keep it in a Secret, and change it: it is known now",
        );
      }
  },
};

/** What kubectl keeps of the object as it was last applied. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

function secretOf(key: string, value: string): string | undefined {
  if (key === LAST_APPLIED) return secretApplied(value);
  const name = key.slice(key.indexOf("/") + 1);
  // Annotations name Secrets: nginx.ingress.kubernetes.io/auth-secret.
  return secretName(name) === "secret"
    ? tokenIn(value)
    : secretUnder(name, value);
}

function secretApplied(text: string): string | undefined {
  const object = parsed(text);
  const isSecret =
    down(object, "kind") === "Secret" &&
    [down(object, "data"), down(object, "stringData")].some(
      (data) => isFields(data) && Object.keys(data).length > 0,
    );
  return isSecret ? "a Secret's data" : secretsInJson(object)[0]?.what;
}

/** The annotations of objects, and those of the pods that they make. */
function annotated(index: Index): readonly {
  readonly manifest: Manifest;
  readonly annotations: Labels;
  readonly path: Path;
}[] {
  return [
    ...index.all.map((manifest) => ({
      manifest,
      annotations: annotationsOfObject(manifest),
      path: [],
    })),
    ...securedPods(index)
      .map(({ workload }) => workload)
      .filter((workload) => !isPod(workload)),
  ];
}
