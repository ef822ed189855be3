import { fieldsOf, isSet, numberOf, textOf } from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import { refuse, when, type Complaint } from "./complaint";
import { durationAt } from "./durations";
import { STATUS_CODES } from "node:http";

// https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter
const POLICIES: readonly string[] = [
  "5xx",
  "gateway-error",
  "reset",
  "reset-before-request",
  "connect-failure",
  "retriable-4xx",
  "refused-stream",
  "retriable-status-codes",
  "retriable-headers",
  "envoy-ratelimited",
  "http3-post-connect-failure",
  "cancelled",
  "deadline-exceeded",
  "internal",
  "resource-exhausted",
  "unavailable",
];

export function retriesAt(value: unknown, path: Path): readonly Complaint[] {
  if (!isSet(value)) return [];
  const { attempts, perTryTimeout, retryOn, retryRemoteLocalities } =
    fieldsOf(value);
  const number = numberOf(attempts) ?? 0;
  const policies = textOf(retryOn);
  const isTuned =
    isSet(perTryTimeout) || policies !== "" || isSet(retryRemoteLocalities);
  const unknown = policies
    .split(",")
    .filter((one) => one !== "" || policies !== "")
    .filter(
      (one) => !POLICIES.includes(one) && STATUS_CODES[one] === undefined,
    );
  return [
    ...when(
      number < 0,
      refuse(
        [...path, "attempts"],
        `got ${String(number)} attempts, expected 0 or more`,
      ),
    ),
    ...when(
      number === 0 && isTuned,
      refuse(
        path,
        "got settings for retries with 0 attempts, expected 1 or more",
      ),
    ),
    ...durationAt(perTryTimeout, [...path, "perTryTimeout"]),
    ...unknown.map((one) =>
      refuse(
        [...path, "retryOn"],
        `got the policy ${JSON.stringify(one)}, expected one of Envoy's or a status code`,
      ),
    ),
  ];
}
