import type { Check } from "./shape";
import { withSchema } from "./shape";

function matching(pattern: RegExp, expected: string, fix: string): Check {
  const schema = { type: "string", pattern: pattern.source };
  return withSchema(schema, (value, at) => {
    if (typeof value !== "string" || !pattern.test(value))
      at.wrong(value, expected, fix);
  });
}

function atMost(limit: number, check: Check, fix: string): Check {
  const schema = { ...check.schema, maxLength: limit };
  return withSchema(schema, (value, at) => {
    if (typeof value === "string" && value.length > limit)
      at.wrong(
        value,
        `at most ${limit} characters, this has ${value.length}`,
        fix,
      );
    else check(value, at);
  });
}

/** A DNS label (RFC 1123): namespaces, versions, most objects' names. */
export const dnsLabel = atMost(
  63,
  matching(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    "a DNS label: lower-case letters, digits and '-', with a letter or digit at both ends",
    "write it like web-app",
  ),
  "choose a shorter name; nothing is cut off or hashed",
);

/**
 * A Service's name (RFC 1035), which starts with a letter:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export const serviceName = atMost(
  63,
  matching(
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    "a DNS label that starts with a letter: lower-case letters, digits and '-'",
    "write it like web-app",
  ),
  "choose a shorter name; nothing is cut off or hashed",
);

/** A DNS subdomain: ConfigMaps, Secrets, ServiceAccounts. */
export const dnsSubdomain = atMost(
  253,
  matching(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    "a DNS name: lower-case letters, digits, '-' and '.'",
    "write it like web-app",
  ),
  "choose a shorter name",
);

/** `namespace/name` or `name`, as Istio refers to a Gateway. */
export const gatewayReference = matching(
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
  "a Gateway's name, with its namespace before it where it is another one",
  'write it like "istio-ingress/public"',
);

/** Where something is served, or told. */
export const url = matching(
  /^https?:\/\/[^\s]+$/,
  "a URL",
  'write it like "https://hooks.example/alerts"',
);

/** A host that a gateway serves; `*.` may stand first. */
export const hostName = matching(
  /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/,
  "a host's full name in lower case",
  'write it like "shop.example.com"',
);

/** https://prometheus.io/docs/concepts/data_model/, without the colon that belongs to recording rules. */
export const metricName = matching(
  /^[a-zA-Z_][a-zA-Z0-9_]*$/,
  "a metric name that Prometheus takes: letters, digits and '_', no digit first",
  "write it like double_request_count",
);

/** https://prometheus.io/docs/concepts/data_model/: names with `__` are Prometheus's own. */
export const labelName = matching(
  /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/,
  "a label name that Prometheus takes: letters, digits and '_', no digit and no '__' first",
  "write it like source_team",
);

export const headerName = matching(
  /^[!#$%&'*+.^_`|~0-9a-z-]+$/,
  "an HTTP header's name in lower case, as Istio compares it",
  "write it like x-canary",
);

/** https://httpwg.org/specs/rfc6265.html#sane-set-cookie */
export const cookieName = matching(
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/,
  "a cookie's name",
  "write it like canary",
);

export const requestPath = matching(
  /^\/[^?#\s]*$/,
  "a path that begins with / and ends before its query",
  'write it like "/checkout"',
);

export const envName = matching(
  /^[A-Za-z_.-][A-Za-z0-9_.-]*$/,
  "an environment variable's name",
  "write it like CART_ADDR",
);

/** A duration in Istio's and Go's notation, at least a millisecond. */
export const duration = matching(
  /^(?=.*[1-9])((\d+h)?(\d+m(?!s))?(\d+(\.\d+)?s)?(\d+ms)?)$/,
  "a duration such as 500ms, 2s or 1m",
  'write a number and its unit: "2s"',
);

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export const quantity = matching(
  /^\d+(\.\d+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|e\d+)?$/,
  "a quantity such as 250m, 1 or 128Mi",
  'write a number and its unit: "128Mi"',
);

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export const labelValue = atMost(
  63,
  matching(
    /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
    "a label's value: letters, digits, '-', '_' and '.'",
    "write it like kube-prometheus-stack",
  ),
  "choose a shorter value",
);

export const labelKey = matching(
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
  "a label's or annotation's key",
  "write it like example.com/team",
);

/** Milliseconds of a duration that `duration` accepts. */
export function milliseconds(text: string): number {
  const unit = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
  let sum = 0;
  for (const [, amount, name] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g))
    sum += Number(amount) * unit[name as keyof typeof unit];
  return sum;
}
