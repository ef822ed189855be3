import type { Place } from "../problems/place";
import { isRe2 } from "../promql/regex";
import { cookieName, headerName, requestPath } from "./scalars";
import type { Check } from "./shape";
import { isObject, optional, text } from "./shape";

/** How a text is compared: the whole of it, its beginning, or RE2. */
export type HeaderMatch =
  string | { readonly prefix: string } | { readonly regex: string };

/** Which requests are meant: those that meet all of it. HTTP and gRPC only. */
export interface MatchProps {
  /**
   * Headers, all of which the request carries.
   * @default - any headers
   */
  readonly header?: Readonly<Record<string, HeaderMatch>>;
  /**
   * The path without its query.
   * @default - any path
   */
  readonly path?: HeaderMatch;
  /**
   * One cookie and its whole value.
   * @default - any cookies
   */
  readonly cookie?: Readonly<Record<string, string>>;
}

export type StringMatch =
  Exclude<HeaderMatch, string> | { readonly exact: string };

/** A match as a VirtualService has it. */
export interface Match {
  readonly headers?: Readonly<Record<string, StringMatch>>;
  readonly uri?: StringMatch;
}

/** A text, its beginning, or an expression; the whole text is held against `whole`. */
function stringMatch(whole: Check): Check {
  return (value, at) => {
    if (!isObject(value)) return whole(value, at);
    const [form, ...others] = Object.keys(value);
    if ((form !== "prefix" && form !== "regex") || others.length > 0)
      return at.wrong(
        value,
        "a text, { prefix } or { regex }",
        'write "true" or { regex: "v2.*" }',
      );
    text(value[form], at.at(form));
    if (
      form === "regex" &&
      typeof value[form] === "string" &&
      !isRe2(value[form])
    )
      at.at(form).wrong(
        value[form],
        "a regular expression in RE2's syntax, as Envoy reads it",
        "mend the expression; RE2 knows no look-ahead and no back-references",
      );
  };
}

const headerValue = stringMatch(text);

const headers: Check = (value, at) => {
  if (!isObject(value) || Object.keys(value).length === 0) {
    at.wrong(
      value,
      "at least one header and its value; an empty match would take every request",
      'write header: { canary: "true" }, or leave header out',
    );
    return;
  }
  for (const [name, match] of Object.entries(value)) {
    headerName(name, at.at(name));
    headerValue(match, at.at(name));
  }
};

const cookie: Check = (value, at) => {
  const entries = isObject(value) ? Object.entries(value) : [];
  const [entry] = entries;
  if (!entry || entries.length > 1)
    return at.wrong(
      value,
      "one cookie and its value",
      'write cookie: { canary: "true" }; of several, match the header cookie by a regex',
    );
  cookieName(entry[0], at.at(entry[0]));
  text(entry[1], at.at(entry[0]));
};

export const matchChecks = {
  header: optional(headers),
  path: optional(stringMatch(requestPath)),
  cookie: optional(cookie),
} as const satisfies Record<keyof MatchProps, Check>;

/** What two fields would say of one header. */
export function cookieIsAskedOnce(given: MatchProps, at: Place): void {
  if (given.cookie && given.header?.["cookie"] !== undefined)
    at.at("cookie").error(
      "got a match on the header cookie as well",
      "leave one of them out",
    );
}

/** Nothing where no request is singled out. */
export function describeMatch(given: MatchProps): Match | undefined {
  const { header, path, cookie } = given;
  if (!header && path === undefined && !cookie) return undefined;
  const headers = Object.entries({
    ...header,
    ...(cookie && { cookie: { regex: cookieRegex(cookie) } }),
  }).map(([name, match]) => [name, described(match)] as const);
  return {
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(path !== undefined && { uri: described(path) }),
  };
}

function described(match: HeaderMatch): StringMatch {
  return typeof match === "string" ? { exact: match } : match;
}

/** Envoy compares the whole header, in which the cookies stand in any order. */
function cookieRegex(cookie: Readonly<Record<string, string>>): string {
  const [[name, value]] = Object.entries(cookie) as [[string, string]];
  return `(.*; *)?${literal(name)}=${literal(value)}( *;.*)?`;
}

/** An expression that meets just this text. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
