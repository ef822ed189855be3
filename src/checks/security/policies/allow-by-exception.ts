import { listOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { listText } from "../standard/fault";
import { allowRules, asked, partsOf } from "./allowed";
import { allowing } from "./example";

const policy = (operation: string) =>
  allowing(`{ to: [{ operation: ${operation} }] }`);

/** https://istio.io/latest/docs/ops/best-practices/security/#use-allow-with-positive-matching-and-deny-with-negative-match-patterns */
export const allowByException: Check = {
  id: "security/allow-by-exception",
  severity: "warning",
  demands: "An ALLOW policy says what it allows, not what it leaves out.",
  why: "A request that is written in another way than the exception, a path with %2F say, is allowed; what is added tomorrow is allowed too.",
  bad: policy("{ notPaths: [/admin*] }"),
  says: "got a rule that allows all but notPaths to the pods with app=web in shop, expected one that says what is allowed",
  good: policy("{ paths: [/api/*, /ready] }"),
  run: (index, report) => {
    for (const { manifest, path, rule, whom } of allowRules(index)) {
      if (listOf(rule["when"]).length > 0) continue;
      const parts = [...partsOf(rule, "from"), ...partsOf(rule, "to")];
      const fields = [...new Set(parts.flatMap(asked))];
      if (fields.length === 0 || !fields.every(isException)) continue;
      report(
        manifest,
        path,
        `got a rule that allows all but ${listText(fields)} to ${whom}, expected one that says what is allowed`,
        "write the positive fields (paths, methods, principals); exceptions belong in a policy with action: DENY",
      );
    }
  },
};

function isException(field: string): boolean {
  return /^not[A-Z]/.test(field);
}
