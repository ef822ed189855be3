import { listOf, textsOf, type Fields } from "../../../manifests/fields";
import type { Check } from "../../check";
import { allowRules, asked, partsOf, takesAny } from "./allowed";
import { allowing } from "./example";

export const allowAll: Check = {
  id: "security/allow-all",
  severity: "warning",
  demands: "A rule of an ALLOW policy says whom or what it allows.",
  why: "Rules add up: one that every request meets makes all other ALLOW policies of these pods mean nothing.",
  bad: allowing("{}"),
  says: "got a rule that allows every request to the pods with app=web in shop, expected one that says from whom, or to what",
  good: allowing(
    "{ from: [{ source: { principals: [cluster.local/ns/shop/sa/cart] } }] }",
  ),
  run: (index, report) => {
    for (const { manifest, path, rule, whom } of allowRules(index)) {
      if (!takesEverything(rule)) continue;
      report(
        manifest,
        path,
        `got a rule that allows every request to ${whom}, expected one that says from whom, or to what`,
        "name the callers: from: [{ source: { principals: […] } }]; spec: {} allows nobody",
      );
    }
  },
};

/** Of several sources or operations one is enough; conditions narrow. */
function takesEverything(rule: Fields): boolean {
  return (
    listOf(rule["when"]).length === 0 &&
    anySource(partsOf(rule, "from")) &&
    anyOperation(partsOf(rule, "to"))
  );
}

const anySource = anyOf((source, field) =>
  ["ipBlocks", "remoteIpBlocks"].includes(field)
    ? textsOf(source[field]).includes("0.0.0.0/0")
    : false,
);

/** Only HTTP has them, so they are no help to TCP, and no limit to HTTP. */
const anyOperation = anyOf(
  (operation, field) =>
    ["hosts", "methods", "paths"].includes(field) && takesAny(operation[field]),
);

function anyOf(isWide: (part: Fields, field: string) => boolean) {
  return (parts: readonly Fields[]): boolean =>
    parts.length === 0 ||
    parts.some((part) => asked(part).every((field) => isWide(part, field)));
}
