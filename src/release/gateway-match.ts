import { fieldsOf, isSet, listOf, textOf } from "../manifests/fields";
import { short } from "./words";

/** Which requests a rule of the Gateway API takes, in words; "" where it takes all. */
export function gatewayMatchText(matches: unknown): string {
  const ways = listOf(matches).map((one) => oneMatch(fieldsOf(one)));
  if (ways.length === 0 || ways.includes("")) return "";
  return ways.join(", or ");
}

function oneMatch({
  path,
  headers,
  queryParams,
  method,
  ...rest
}: Readonly<Record<string, unknown>>): string {
  return [
    ...pathText(path),
    ...each("header", headers),
    ...each("parameter", queryParams),
    ...methodText(method),
    ...Object.entries(rest).flatMap(([field, value]) =>
      isSet(value) ? [`${field} ${short(value)}`] : [],
    ),
  ].join(" and ");
}

/** Every path begins with the one that is meant where none is written. */
function pathText(path: unknown): readonly string[] {
  if (!isSet(path)) return [];
  const { type = "PathPrefix", value = "/" } = fieldsOf(path);
  return type === "PathPrefix" && value === "/"
    ? []
    : [`path ${compared(type, value)}`];
}

function each(what: string, list: unknown): readonly string[] {
  return listOf(list).map((entry) => {
    const { name, type = "Exact", value } = fieldsOf(entry);
    return `${what} ${textOf(name)} ${compared(type, value)}`;
  });
}

/** A verb of HTTP, or a service and a method of gRPC. */
function methodText(method: unknown): readonly string[] {
  if (!isSet(method)) return [];
  if (typeof method === "string") return [`method = ${short(method)}`];
  const { type = "Exact", service, method: name } = fieldsOf(method);
  return [
    ...(isSet(service) ? [`service ${compared(type, service)}`] : []),
    ...(isSet(name) ? [`method ${compared(type, name)}`] : []),
  ];
}

function compared(type: unknown, value: unknown): string {
  const text = JSON.stringify(value ?? "");
  if (type === "PathPrefix") return `beginning with ${text}`;
  return type === "RegularExpression" ? `like ${text}` : `= ${text}`;
}
