import type { Place } from "../problems/place";
import type { EnvValue, Resources } from "./container";
import { containerChecks, replicasCheck } from "./container";
import { isRe2 } from "../promql/regex";
import type { Port } from "./port";
import { isHttp } from "./port";
import { dnsLabel, headerName } from "./scalars";
import type { Check } from "./shape";
import { isObject, optional, shape, text, whole } from "./shape";

/** How a header's value is compared: the whole value, its beginning, or RE2. */
export type HeaderMatch =
  string | { readonly prefix: string } | { readonly regex: string };

export interface CanaryProps {
  /** The canary's `version` label, and its subset's name. */
  readonly version: string;
  readonly image: string;
  /**
   * The canary's share of the requests, in percent. Stable gets the rest.
   * @default 0
   */
  readonly weight?: number;
  /**
   * Requests that carry all of these headers go to the canary, whatever its
   * weight. HTTP and gRPC only.
   * @default - no header route
   */
  readonly header?: Readonly<Record<string, HeaderMatch>>;
  /** @default - as many as stable */
  readonly replicas?: number;
  /**
   * Laid over the service's own environment.
   * @default - the same as stable
   */
  readonly env?: Readonly<Record<string, EnvValue>>;
  /** @default - the same as stable */
  readonly args?: readonly string[];
  /** @default - the same as stable */
  readonly resources?: Resources;
}

export interface Canary {
  readonly version: string;
  readonly weight: number;
  readonly header?: Readonly<
    Record<string, Exclude<HeaderMatch, string> | { readonly exact: string }>
  >;
}

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
    headerMatch(match, at.at(name));
  }
};

const headerMatch: Check = (value, at) => {
  if (!isObject(value)) return text(value, at);
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

export const canaryCheck = shape<CanaryProps>({
  version: dnsLabel,
  image: containerChecks.image,
  weight: optional(
    whole(
      0,
      100,
      "give the canary's share of the requests in percent, for example weight: 10",
    ),
  ),
  header: optional(headers),
  replicas: optional(replicasCheck),
  env: containerChecks.env,
  args: containerChecks.args,
  resources: containerChecks.resources,
});

/** What Istio routes by; whether the ports can be routed so is said here. */
export function describeCanary(
  given: CanaryProps,
  ports: readonly Port[],
  at: Place,
): Canary {
  const { version, weight = 0, header } = given;
  for (const { protocol, port } of ports)
    if (["https", "tls", "udp"].includes(protocol))
      at.error(
        `port ${port} speaks ${protocol}, which Istio cannot split by weight inside the mesh`,
        "let the application speak http or tcp; between sidecars the mesh encrypts it",
      );
  if (header && !ports.some(({ protocol }) => isHttp(protocol)))
    at.at("header").error(
      `got a header match, but no port speaks HTTP (${ports.map(({ name }) => name).join(", ")})`,
      "split by weight alone",
    );
  return {
    version,
    weight,
    ...(header && {
      header: Object.fromEntries(
        Object.entries(header).map(([name, match]) => [
          name,
          typeof match === "string" ? { exact: match } : match,
        ]),
      ),
    }),
  };
}
