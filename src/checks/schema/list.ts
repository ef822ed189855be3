import type { ProblemId } from "../../schemas/scalar";
import type { Schemas } from "../../schemas/schemas";
import type { Check } from "../check";
import { CHOICE } from "./choice";
import { ENUM } from "./enum";
import { FORMAT } from "./format";
import { reportProblems } from "./judge";
import { LENGTH } from "./length";
import { OLD_VERSION, reportOld } from "./old-version";
import { PATTERN } from "./pattern";
import { RANGE } from "./range";
import { REQUIRED } from "./required";
import { RULE } from "./rule";
import { TYPE } from "./type";
import { UNIQUE } from "./unique";
import { UNKNOWN_FIELD } from "./unknown-field";
import { reportUnknown, UNKNOWN_KIND } from "./unknown-kind";

const BY_PROBLEM: Readonly<Record<ProblemId, Check>> = {
  "unknown-field": UNKNOWN_FIELD,
  type: TYPE,
  required: REQUIRED,
  enum: ENUM,
  pattern: PATTERN,
  format: FORMAT,
  range: RANGE,
  length: LENGTH,
  unique: UNIQUE,
  choice: CHOICE,
  rule: RULE,
};

export const SCHEMA_CHECKS: readonly Check[] = [
  ...Object.values(BY_PROBLEM),
  UNKNOWN_KIND,
  OLD_VERSION,
];

/** The same checks with other schemas: `schemaChecks(withCrds(objects))`. */
export function schemaChecks(schemas: Schemas): readonly Check[] {
  const sorts = Object.entries(BY_PROBLEM) as [ProblemId, Check][];
  return [
    ...sorts.map(([id, check]) => ({
      ...check,
      run: reportProblems(id, schemas),
    })),
    { ...UNKNOWN_KIND, run: reportUnknown(schemas) },
    { ...OLD_VERSION, run: reportOld(schemas) },
  ];
}
