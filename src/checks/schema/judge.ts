import { down } from "../../manifests/fields";
import type { Manifest, Path } from "../../manifests/manifest";
import type { ProblemId } from "../../schemas/scalar";
import { type Found, SCHEMAS, type Schemas } from "../../schemas/schemas";
import { shown } from "../../schemas/shown";
import { type SchemaProblem, validate } from "../../schemas/validate";
import type { Check } from "../check";
import { holdsSecret } from "../concealed";

/** What the schemas say of a manifest: one pass, which all checks here share. */
interface Judgement {
  readonly schemas: Schemas;
  readonly found: Found | undefined;
  readonly problems: readonly SchemaProblem[];
}

const judgements = new WeakMap<Manifest, Judgement>();

export function judge(manifest: Manifest, schemas: Schemas): Judgement {
  const known = judgements.get(manifest);
  if (known?.schemas === schemas) return known;
  const { apiVersion, kind } = manifest.identity;
  const found = schemas.of(apiVersion, kind);
  const problems = found ? validate(manifest.object, found.schema) : [];
  const judgement = { schemas, found, problems };
  judgements.set(manifest, judgement);
  return judgement;
}

/** A check that reports the problems of one sort. */
export function reportProblems(
  id: ProblemId,
  schemas: Schemas = SCHEMAS,
): Check["run"] {
  return (index, report) => {
    for (const manifest of index.all)
      for (const problem of judge(manifest, schemas).problems)
        if (problem.id === id) {
          const { path, message, fix } = holdsSecret(manifest, problem.path)
            ? withoutValue(manifest, problem)
            : problem;
          report(manifest, path, message, fix);
        }
  };
}

/** The problem of a secret value, which is not repeated. */
function withoutValue(
  { object }: Manifest,
  { path, message }: SchemaProblem,
): { path: Path; message: string; fix?: string } {
  const value = shown(down(object, ...path));
  return { path, message: message.replace(value, () => "a value") };
}
