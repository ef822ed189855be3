import {
  fieldsOf,
  numberOf,
  textOf,
  type Fields,
} from "../../manifests/fields";

/** Whether all requests of a prefix match went to an earlier, wider one. */
export function coveredBy(match: Fields, wide: Fields): boolean {
  const prefix = (of: Fields) => textOf(fieldsOf(of["uri"])["prefix"]);
  const method = (of: Fields) => patternOf(of["method"]) || "exact:GET";
  return (
    prefix(match).startsWith(prefix(wide)) &&
    numberOf(match["port"]) === numberOf(wide["port"]) &&
    method(wide).startsWith(method(match)) &&
    patternOf(wide["authority"]).startsWith(patternOf(match["authority"])) &&
    (["headers", "queryParams", "withoutHeaders"] as const).every((field) =>
      mapCovers(fieldsOf(match[field]), fieldsOf(wide[field])),
    )
  );
}

function mapCovers(match: Fields, wide: Fields): boolean {
  const keys = Object.keys(wide);
  return (
    keys.length === Object.keys(match).length &&
    keys.every(
      (key) =>
        key in match && patternOf(wide[key]).startsWith(patternOf(match[key])),
    )
  );
}

function patternOf(match: unknown): string {
  const { exact, prefix } = fieldsOf(match);
  if (textOf(exact) !== "") return `exact:${textOf(exact)}`;
  return textOf(prefix) === "" ? "" : `prefix:${textOf(prefix)}`;
}
