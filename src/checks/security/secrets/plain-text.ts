import { fieldsOf, isSet, textOf } from "../../../manifests/fields";
import type { Manifest } from "../../../manifests/manifest";
import type { Check } from "../../check";
import { isPlaceholder } from "../placeholder";

export const secretInPlainText: Check = {
  id: "security/secret-in-plain-text",
  severity: "info",
  demands: "A Secret that lies in a file is encrypted there.",
  why: "Base64 hides nothing: whoever reads the file or its history in Git has the secret.",
  bad: `
apiVersion: v1
kind: Secret
metadata: { name: db, namespace: shop }
stringData: { password: hunter2 }
`,
  says: "got a Secret with password in plain text, expected it encrypted or made in the cluster",
  good: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: db, namespace: shop }
spec: { secretStoreRef: { name: vault }, data: [{ secretKey: password, remoteRef: { key: db } }] }
`,
  conceals: true,
  run: (index, report) => {
    for (const manifest of index.kind("/Secret")) {
      const keys = [
        ...keysIn(manifest, "stringData"),
        ...keysIn(manifest, "data"),
      ];
      const [first] = keys;
      if (!first || isEncrypted(manifest)) continue;
      report(
        manifest,
        first.path,
        `got a Secret with ${[...new Set(keys.map(({ key }) => key))].join(", ")} in plain text, expected it encrypted or made in the cluster`,
        "use sops, a SealedSecret or an ExternalSecret, or keep the file out of Git",
      );
    }
  },
};

/** sops leaves its own field in what it has encrypted. */
function isEncrypted({ object }: Manifest): boolean {
  return isSet(object["sops"]);
}

/** Keys with something in them that nobody may know. */
function keysIn(manifest: Manifest, field: "data" | "stringData") {
  return Object.entries(fieldsOf(manifest.object[field]))
    .filter(([key, value]) => {
      const text = field === "data" ? decoded(textOf(value)) : textOf(value);
      return (
        text.trim() !== "" &&
        !isPlaceholder(text) &&
        !text.startsWith("ENC[") &&
        !PUBLIC.has(key) &&
        !isCertificate(text)
      );
    })
    .map(([key]) => ({ key, path: [field, key] }));
}

function isCertificate(text: string): boolean {
  return (
    /-----BEGIN (?:CERTIFICATE|PUBLIC KEY)-----/.test(text) &&
    !text.includes("PRIVATE KEY-----")
  );
}

/** A placeholder may stand where base64 will. */
function decoded(text: string): string {
  return isPlaceholder(text) ? text : Buffer.from(text, "base64").toString();
}

/** Certificates, and names that are no secrets. */
const PUBLIC: ReadonlySet<string> = new Set([
  "ca.crt",
  "tls.crt",
  "namespace",
  "username",
]);
