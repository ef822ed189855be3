import {
  type CelFunc,
  type CelInput,
  type CelMap,
  celFunc,
  celList,
  celMap,
  celMethod,
  CelScalar,
  isCelMap,
  listType,
  objectType,
} from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import { create } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { isIP } from "node:net";
import { RE2JS } from "re2js";
import { isCidr, isUri } from "./formats";
import { nanosecondsOf } from "./go-duration";
import { quantityOf } from "./quantity";

const { BOOL, DOUBLE, DYN, INT, STRING } = CelScalar;
const DURATION = objectType(DurationSchema);
const LIST = listType(DYN);

/** As Go reads it; the library takes a text without any digits for zero. */
const durations = [
  celFunc("duration", [STRING], DURATION, (text) => {
    const nanos = nanosecondsOf(text);
    if (nanos === undefined) throw new Error(`${text} is no duration`);
    const seconds = Math.trunc(nanos / 1e9);
    return create(DurationSchema, {
      seconds: BigInt(seconds),
      nanos: Math.round(nanos - seconds * 1e9),
    });
  }),
];

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-list-library */
const lists = [
  celMethod("isSorted", LIST, [], BOOL, function () {
    const items = [...this];
    return items.every((one, i) => i === 0 || !less(one, items[i - 1]));
  }),
  celMethod("sum", LIST, [], DYN, function () {
    const items = [...this];
    return items.every((one) => typeof one === "bigint")
      ? items.reduce((sum, one) => sum + one, 0n)
      : items.reduce<number>((sum, one) => sum + Number(one), 0);
  }),
  celMethod("min", LIST, [], DYN, function () {
    return extreme([...this] as CelInput[], less);
  }),
  celMethod("max", LIST, [], DYN, function () {
    return extreme([...this] as CelInput[], (a, b) => less(b, a));
  }),
  celMethod("indexOf", LIST, [DYN], INT, function (sought) {
    return BigInt([...this].indexOf(sought));
  }),
  celMethod("lastIndexOf", LIST, [DYN], INT, function (sought) {
    return BigInt([...this].lastIndexOf(sought));
  }),
];

function less(a: unknown, b: unknown): boolean {
  return (a as string) < (b as string);
}

function extreme(
  items: readonly CelInput[],
  before: (a: unknown, b: unknown) => boolean,
): CelInput {
  if (items.length === 0) throw new Error("the list is empty");
  return items.reduce((best, one) => (before(one, best) ? one : best));
}

const expressions = [
  celMethod("find", STRING, [STRING], STRING, function (expression) {
    return find(expression, this, 1)[0] ?? "";
  }),
  celMethod("findAll", STRING, [STRING], LIST, function (expression) {
    return celList(find(expression, this, Infinity));
  }),
  celMethod("findAll", STRING, [STRING, INT], LIST, function (expression, n) {
    return celList(find(expression, this, n < 0n ? Infinity : Number(n)));
  }),
];

function find(expression: string, text: string, most: number): string[] {
  const matcher = RE2JS.compile(expression).matcher(text);
  const found: string[] = [];
  while (found.length < most && matcher.find())
    found.push(matcher.group() ?? "");
  return found;
}

/** A value of a type that CEL itself does not know travels as a map. */
function opaque(
  type: string,
  fields: Readonly<Record<string, CelInput>>,
): CelMap {
  return celMap(new Map<string, CelInput>(Object.entries({ type, ...fields })));
}

function part(type: string, value: unknown, field: string): CelInput {
  if (!isCelMap(value) || value.get("type") !== type)
    throw new Error(`no ${type}`);
  return value.get(field) as CelInput;
}

const urls = [
  celFunc("isURL", [STRING], BOOL, isUri),
  celFunc("url", [STRING], DYN, (text) => {
    if (!isUri(text)) throw new Error(`${text} is no URL`);
    const [, scheme = "", authority = "", path = "", query = ""] =
      /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/i.exec(
        text,
      ) ?? [];
    const host = authority.slice(authority.lastIndexOf("@") + 1);
    const [, hostname = "", port = ""] = /^(.*?)(?::(\d*))?$/.exec(host) ?? [];
    return opaque("url", {
      getScheme: scheme.toLowerCase(),
      getHost: host,
      getHostname: hostname.replace(/^\[|\]$/g, ""),
      getPort: port,
      getEscapedPath: path,
      getQuery: celMap(queryOf(query)),
    });
  }),
  ...[
    "getScheme",
    "getHost",
    "getHostname",
    "getPort",
    "getEscapedPath",
    "getQuery",
  ].map((name) =>
    celMethod(name, DYN, [], DYN, function () {
      return part("url", this, name);
    }),
  ),
];

function queryOf(query: string): Map<string, CelInput> {
  const out = new Map<string, CelInput>();
  const parameters = new URLSearchParams(query);
  for (const key of new Set(parameters.keys()))
    out.set(key, celList(parameters.getAll(key)));
  return out;
}

const addresses = [
  celFunc("isIP", [STRING], BOOL, (text) => isIP(text) > 0),
  celFunc("isCIDR", [STRING], BOOL, isCidr),
  celFunc("ip", [STRING], DYN, (text) => {
    if (isIP(text) === 0) throw new Error(`${text} is no address`);
    return opaque("ip", { family: BigInt(isIP(text)) });
  }),
  celMethod("family", DYN, [], DYN, function () {
    return part("ip", this, "family");
  }),
];

function amount(value: unknown): number {
  return part("quantity", value, "value") as number;
}

function quantity(value: number): CelMap {
  return opaque("quantity", { value });
}

const quantities = [
  celFunc(
    "isQuantity",
    [STRING],
    BOOL,
    (text) => quantityOf(text) !== undefined,
  ),
  celFunc("quantity", [STRING], DYN, (text) => {
    const value = quantityOf(text);
    if (value === undefined) throw new Error(`${text} is no quantity`);
    return quantity(value);
  }),
  celMethod("isInteger", DYN, [], BOOL, function () {
    return Number.isInteger(amount(this));
  }),
  celMethod("asInteger", DYN, [], INT, function () {
    return BigInt(amount(this));
  }),
  celMethod("asApproximateFloat", DYN, [], DOUBLE, function () {
    return amount(this);
  }),
  celMethod("sign", DYN, [], INT, function () {
    return BigInt(Math.sign(amount(this)));
  }),
  celMethod("compareTo", DYN, [DYN], INT, function (other) {
    return BigInt(Math.sign(amount(this) - amount(other)));
  }),
  celMethod("isLessThan", DYN, [DYN], BOOL, function (other) {
    return amount(this) < amount(other);
  }),
  celMethod("isGreaterThan", DYN, [DYN], BOOL, function (other) {
    return amount(this) > amount(other);
  }),
  celMethod("add", DYN, [DYN], DYN, function (other) {
    return quantity(amount(this) + amountOrWhole(other));
  }),
  celMethod("sub", DYN, [DYN], DYN, function (other) {
    return quantity(amount(this) - amountOrWhole(other));
  }),
];

function amountOrWhole(value: unknown): number {
  return typeof value === "bigint" ? Number(value) : amount(value);
}

/** What Kubernetes adds to the language. */
export const FUNCTIONS: readonly CelFunc[] = [
  ...strings,
  ...durations,
  ...lists,
  ...expressions,
  ...urls,
  ...addresses,
  ...quantities,
];
