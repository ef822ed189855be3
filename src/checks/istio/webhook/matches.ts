import { fieldsOf, isSet, textOf, textsOf } from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import { isRe2 } from "../../../promql/regex";
import { refuse, when, type Complaint } from "./complaint";
import { isDnsLabel } from "./names";

const HEADER = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/;
const PSEUDO = /^:(method|scheme|authority|path|status)$/;

/** One match of an http rule. */
export function matchAt(value: unknown, path: Path): readonly Complaint[] {
  const match = fieldsOf(value);
  const maps = (["headers", "withoutHeaders", "queryParams"] as const).flatMap(
    (field) =>
      Object.entries(fieldsOf(match[field])).flatMap(([name, pattern]) => [
        ...when(
          field !== "queryParams" &&
            !HEADER.test(name) &&
            !PSEUDO.test(name) &&
            !isClaim(name),
          refuse(
            [...path, field, name],
            `got the header name ${JSON.stringify(name)}, expected letters, digits and -`,
          ),
        ),
        ...(field === "withoutHeaders" && fieldsOf(pattern)["regex"] === "*"
          ? []
          : patternAt(pattern, [...path, field, name], true)),
      ]),
  );
  const source = textOf(match["sourceNamespace"]);
  return [
    ...maps,
    ...patternAt(match["uri"], [...path, "uri"], false),
    ...["scheme", "method", "authority"].flatMap((field) =>
      patternAt(match[field], [...path, field], true),
    ),
    ...gatewaysAt(match["gateways"], [...path, "gateways"]),
    ...when(
      source !== "" && !isDnsLabel(source),
      refuse(
        [...path, "sourceNamespace"],
        `got the namespace ${JSON.stringify(source)}, expected letters, digits and -`,
      ),
    ),
  ];
}

/** Headers that stand for a claim of a token: `@request.auth.claims.group`. */
export function isClaim(name: string): boolean {
  return /^@request\.auth\.claims[.[]/i.test(name);
}

function patternAt(
  value: unknown,
  path: Path,
  needsPrefix: boolean,
): readonly Complaint[] {
  const { prefix, regex } = fieldsOf(value);
  return [
    ...when(
      needsPrefix && prefix === "",
      refuse([...path, "prefix"], "got an empty prefix, expected some text"),
    ),
    ...(isSet(regex) ? regexAt(textOf(regex), [...path, "regex"]) : []),
  ];
}

export function regexAt(regex: string, path: Path): readonly Complaint[] {
  return when(
    regex === "" || regex.length > 1024 || !isRe2(regex),
    refuse(
      path,
      `got the regex ${JSON.stringify(regex)}, expected one of RE2, not empty and at most 1024 long`,
    ),
  );
}

/** `mesh`, `name` or `namespace/name`. */
export function gatewaysAt(value: unknown, path: Path): readonly Complaint[] {
  return textsOf(value).flatMap((name, i) => {
    const parts = name.split("/");
    const isFine =
      parts.length === 2
        ? parts.every(isDnsLabel)
        : parts.length === 1 && name.split(".").every(isDnsLabel);
    return when(
      !isFine,
      refuse(
        [...path, i],
        `got the gateway ${JSON.stringify(name)}, expected <namespace>/<name>`,
      ),
    );
  });
}
