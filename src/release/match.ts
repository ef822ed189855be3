import {
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  textsOf,
} from "../manifests/fields";
import { selectorText } from "../manifests/selector";
import { short } from "./words";

/** Which requests a rule's match takes, in words; "" where it takes all. */
export function matchText(match: unknown): string {
  const ways = listOf(match).map((one) => oneMatch(fieldsOf(one)));
  if (ways.length === 0 || ways.includes("")) return "";
  return ways.join(", or ");
}

function oneMatch(match: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(match).flatMap(([field, value]) => {
    if (!isSet(value) || field === "name" || field === "ignoreUriCase")
      return [];
    const word = WORDS[field];
    if (field === "headers" || field === "queryParams")
      return each(field === "headers" ? "header" : "parameter", value);
    if (field === "withoutHeaders")
      return each("header", value).map((text) => `no ${text}`);
    if (field === "port") return [`port ${short(value)}`];
    if (field === "gateways")
      return textsOf(value).length > 0
        ? [`through ${textsOf(value).map(gateway).join(", ")}`]
        : [];
    if (field === "sourceLabels")
      return [`from pods ${selectorText(labelsOf(value))}`];
    if (field === "sourceNamespace") return [`from ${short(value)}`];
    if (word !== undefined) return [`${word} ${textMatch(value)}`];
    return [`${field} ${short(value)}`];
  });
  return parts.join(" and ");
}

const WORDS: Readonly<Record<string, string>> = {
  uri: "path",
  method: "method",
  scheme: "scheme",
  authority: "host",
};

function each(what: string, value: unknown): readonly string[] {
  return Object.entries(fieldsOf(value)).map(([name, match]) =>
    `${what} ${name} ${textMatch(match)}`.trim(),
  );
}

function gateway(name: string): string {
  return name === "mesh" ? "the mesh" : `gateway ${name}`;
}

/** An empty match asks only that something is there. */
function textMatch(match: unknown): string {
  const { exact, prefix, regex } = fieldsOf(match);
  if (isSet(exact)) return `= ${JSON.stringify(exact)}`;
  if (isSet(prefix)) return `beginning with ${JSON.stringify(prefix)}`;
  if (isSet(regex)) return `like ${JSON.stringify(regex)}`;
  return "";
}
