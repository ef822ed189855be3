import { listOf, textsOf, type Fields } from "../../../manifests/fields";
import type { Check } from "../../check";
import { allowRules, asked, partsOf } from "./allowed";
import { allowing } from "./example";

const policy = (principal: string) =>
  allowing(`{ from: [{ source: { principals: ["${principal}"] } }] }`);

export const anyPrincipal: Check = {
  id: "security/any-principal",
  severity: "info",
  demands: "An ALLOW policy names the callers that it allows.",
  why: "Every pod of the mesh has an identity, so a wildcard keeps out those without a sidecar and nobody else.",
  bad: policy("*"),
  says: 'got principals "*" for the pods with app=web in shop, which every workload of the mesh meets, expected the callers',
  good: policy("cluster.local/ns/shop/sa/cart"),
  run: (index, report) => {
    for (const { manifest, path, rule, whom } of allowRules(index)) {
      if (listOf(rule["when"]).length > 0 || partsOf(rule, "to").length > 0)
        continue;
      for (const [at, source] of partsOf(rule, "from").entries()) {
        const wide = wildcardOf(source);
        if (!wide) continue;
        report(
          manifest,
          [...path, "from", at, "source", wide.field],
          `got ${wide.field} ${JSON.stringify(wide.value)} for ${whom}, which every workload of the mesh meets, expected the callers`,
          "write principals: [cluster.local/ns/NAMESPACE/sa/ACCOUNT], one for each caller",
        );
      }
    }
  },
};

/** A source that asks for an identity, and takes any; more fields narrow it. */
function wildcardOf(
  source: Fields,
): { readonly field: string; readonly value: string } | undefined {
  const [field = "", ...more] = asked(source);
  if (!["namespaces", "principals"].includes(field) || more.length > 0)
    return undefined;
  const value = textsOf(source[field]).find((text) =>
    /^(?:\*|[^/*]+\/\*)$/.test(text),
  );
  return value === undefined ? undefined : { field, value };
}
