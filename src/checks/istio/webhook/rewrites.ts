import { fieldsOf, isSet, numberOf, textOf } from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import { refuse, when, type Complaint } from "./complaint";
import { regexAt } from "./matches";

export function redirectAt(
  value: unknown,
  matches: readonly unknown[],
  path: Path,
): readonly Complaint[] {
  if (!isSet(value)) return [];
  const to = fieldsOf(value);
  const code = numberOf(to["redirectCode"]) ?? 0;
  const scheme = textOf(to["scheme"]);
  const ways = ["uri", "prefixRewrite", "authority", "scheme"].filter(
    (field) => textOf(to[field]) !== "",
  );
  const isByPrefix = ways.includes("prefixRewrite");
  const others = matches.filter((match) => {
    const { uri } = fieldsOf(match);
    return isSet(uri) && !isSet(fieldsOf(uri)["prefix"]);
  });
  return [
    ...when(
      isByPrefix && ways.includes("uri"),
      refuse(path, "got uri and prefixRewrite, expected one of them"),
    ),
    ...when(
      isByPrefix && others.length > 0,
      refuse(
        path,
        "got prefixRewrite for a match that is no prefix, expected prefix matches",
      ),
    ),
    ...when(
      ways.length === 0 && !isSet(to["port"]) && !isSet(to["derivePort"]),
      refuse(
        path,
        "got a redirect to the same place, expected uri, authority, scheme or port",
      ),
    ),
    ...when(
      code !== 0 && (code < 300 || code > 399),
      refuse(
        [...path, "redirectCode"],
        `got the code ${String(code)}, expected 300 to 399`,
      ),
    ),
    ...when(
      scheme !== "" && scheme !== "http" && scheme !== "https",
      refuse(
        [...path, "scheme"],
        `got the scheme ${JSON.stringify(scheme)}, expected http or https`,
      ),
    ),
  ];
}

export function rewriteAt(value: unknown, path: Path): readonly Complaint[] {
  if (!isSet(value)) return [];
  const { uri, authority, uriRegexRewrite } = fieldsOf(value);
  const by = fieldsOf(uriRegexRewrite);
  const isByRegex = isSet(uriRegexRewrite);
  const isPartial = textOf(by["match"]) === "" || textOf(by["rewrite"]) === "";
  const at = [...path, "uriRegexRewrite"];
  return [
    ...when(
      isByRegex && textOf(uri) !== "",
      refuse(path, "got uri and uriRegexRewrite, expected one of them"),
    ),
    ...when(
      !isByRegex && textOf(uri) === "" && textOf(authority) === "",
      refuse(
        path,
        "got a rewrite of nothing, expected uri, uriRegexRewrite or authority",
      ),
    ),
    ...when(
      isByRegex && isPartial,
      refuse(at, "got half a uriRegexRewrite, expected match and rewrite"),
    ),
    ...(isByRegex && !isPartial
      ? regexAt(textOf(by["match"]), [...at, "match"])
      : []),
  ];
}
