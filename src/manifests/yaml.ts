import { Document, isScalar, stringify, visit } from "yaml";

/**
 * YAML as cdk8s writes it (1.1 quoting, no folding), and so that a reader of
 * YAML 1.2 takes every scalar for the same: `0o17`, plain in 1.1, is quoted.
 */
export function toYaml(value: unknown): string {
  if (!hasOctalText(value)) return stringify(value, OPTIONS);
  const document = new Document(value, OPTIONS);
  visit(document, (_, node) => {
    if (isScalar(node) && isOctalText(node.value)) node.type = "QUOTE_DOUBLE";
  });
  return document.toString({ lineWidth: 0 });
}

const OPTIONS = {
  version: "1.1",
  lineWidth: 0,
  aliasDuplicateObjects: false,
} as const;

function isOctalText(value: unknown): boolean {
  return typeof value === "string" && /^[-+]?0o[0-7]+$/.test(value);
}

function hasOctalText(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isOctalText(value);
  return Object.entries(value).some(
    ([key, entry]) => isOctalText(key) || hasOctalText(entry),
  );
}
