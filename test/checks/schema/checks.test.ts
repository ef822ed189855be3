import { parseAllDocuments } from "yaml";
import type { Finding } from "../../../src/checks/finding";
import { SCHEMA_CHECKS, schemaChecks } from "../../../src/checks/schema/list";
import type { Check } from "../../../src/checks/check";
import { indexOf } from "../../../src/manifests/index-of";
import type { Manifest } from "../../../src/manifests/manifest";
import { withCrds } from "../../../src/schemas/schemas";

type Json = Record<string, unknown>;

function manifestsOf(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => {
    const object = document.toJS() as Json;
    const { metadata = { name: "" } } = object as {
      metadata?: { name: string; namespace?: string };
    };
    const { apiVersion, kind } = object as { apiVersion: string; kind: string };
    return {
      file: "test.yaml",
      identity: { apiVersion, kind, ...metadata },
      object,
      at: () => ({ line: 1, column: 1 }),
    };
  });
}

function findings(
  text: string,
  checks: readonly Check[] = SCHEMA_CHECKS,
): Finding[] {
  const found: Finding[] = [];
  const index = indexOf(manifestsOf(text));
  for (const check of checks)
    check.run(index, (manifest, path, message, fix, severity) =>
      found.push({
        check: check.id,
        severity: severity ?? check.severity,
        message,
        manifest,
        path,
        ...(fix !== undefined && { fix }),
      }),
    );
  return found;
}

describe.each(SCHEMA_CHECKS.map((check) => [check.id, check] as const))(
  "%s",
  (id, check) => {
    test("says of the bad example what it says, and nothing else", () => {
      expect(
        findings(check.bad).map(({ check, message }) => ({ check, message })),
      ).toEqual([{ check: id, message: check.says }]);
    });

    test("is silent on the good example", () => {
      expect(findings(check.good)).toEqual([]);
    });
  },
);

const CRD: Json = {
  kind: "CustomResourceDefinition",
  spec: {
    group: "shop.example",
    names: { kind: "Basket" },
    versions: [
      {
        name: "v1",
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              spec: {
                type: "object",
                properties: { size: { type: "integer", maximum: 9 } },
              },
            },
          },
        },
      },
    ],
  },
};

const BASKET = `
apiVersion: shop.example/v1
kind: Basket
metadata: { name: red, labels: { app: web } }
spec: { size: 10, sise: 1 }
`;

test("a kind without a structure is noted, with the way to give one", () => {
  expect(findings(BASKET)).toMatchObject([
    {
      check: "schema/unknown-kind",
      severity: "info",
      fix: "give its CustomResourceDefinition with --crd FILE",
    },
  ]);
});

test.each([
  "{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization}",
  "{apiVersion: skaffold/v4beta11, kind: Config, metadata: {name: a}}",
  '{apiVersion: "", kind: "", groups: []}',
])("%s is no kind that a cluster would know", (text) => {
  expect(findings(text)).toEqual([]);
});

test("a CustomResourceDefinition adds its kind", () => {
  expect(
    findings(BASKET, schemaChecks(withCrds([CRD]))).map(
      ({ check, path, message }) => `${check} ${path?.join(".")}: ${message}`,
    ),
  ).toEqual([
    "schema/unknown-field spec.sise: got sise, a field that does not exist, expected size",
    "schema/range spec.size: got 10, expected at most 9",
  ]);
});

test("a version that was never served gets the one that is", () => {
  expect(
    findings(
      "{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, metadata: {name: a}}",
    ),
  ).toMatchObject([
    { check: "schema/unknown-kind", fix: "write apiVersion: policy/v1" },
  ]);
});
