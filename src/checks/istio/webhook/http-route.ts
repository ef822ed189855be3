import {
  down,
  fieldsOf,
  isSet,
  listOf,
  numberOf,
  textOf,
  type Fields,
} from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import { refuse, warn, when, type Complaint } from "./complaint";
import { destinationAt, routeAt } from "./destinations";
import { durationAt } from "./durations";
import { faultAt } from "./fault";
import { matchAt } from "./matches";
import { retriesAt } from "./retries";
import { redirectAt, rewriteAt } from "./rewrites";

/** One rule of `http`. */
export function httpRouteAt(
  value: unknown,
  path: Path,
  isDelegate: boolean,
): readonly Complaint[] {
  const rule = fieldsOf(value);
  return [
    ...actionsAt(rule, path, isDelegate),
    ...listOf(rule["match"]).flatMap((match, i) =>
      matchAt(match, [...path, "match", i]),
    ),
    ...faultAt(rule["fault"], [...path, "fault"]),
    ...mirrorsAt(rule, path),
    ...redirectAt(rule["redirect"], listOf(rule["match"]), [
      ...path,
      "redirect",
    ]),
    ...directResponseAt(rule["directResponse"], [...path, "directResponse"]),
    ...retriesAt(rule["retries"], [...path, "retries"]),
    ...rewriteAt(rule["rewrite"], [...path, "rewrite"]),
    ...routeAt(rule["route"], [...path, "route"]),
    ...durationAt(rule["timeout"], [...path, "timeout"]),
  ];
}

/** What a rule does: route, redirect, answer or delegate, one of them. */
function actionsAt(
  rule: Fields,
  path: Path,
  isDelegate: boolean,
): readonly Complaint[] {
  const has = (field: string) =>
    field === "route" ? listOf(rule[field]).length > 0 : isSet(rule[field]);
  if (isSet(rule["delegate"]) && !isDelegate)
    return ["redirect", "route"]
      .filter(has)
      .map((field) =>
        refuse(
          [...path, field],
          `got delegate and ${field}, expected one of them`,
        ),
      );
  const both = (one: string, others: readonly string[]) =>
    others
      .filter(has)
      .map((other) =>
        refuse(
          [...path, other],
          `got ${one} and ${other}, expected one of them`,
        ),
      );
  const action = has("redirect")
    ? both("redirect", ["route", "fault", "rewrite", "directResponse"])
    : has("directResponse")
      ? both("directResponse", ["route", "fault", "rewrite"])
      : when(
          !has("route"),
          refuse(
            path,
            "got a rule that does nothing, expected route, redirect or directResponse",
          ),
        );
  return [
    ...when(
      isDelegate && isSet(rule["delegate"]),
      refuse(
        [...path, "delegate"],
        "got delegate in a delegate, expected a route",
      ),
    ),
    ...action,
    ...when(
      isSet(rule["mirror"]) && listOf(rule["mirrors"]).length > 0,
      refuse(
        [...path, "mirrors"],
        "got mirror and mirrors, expected one of them",
      ),
    ),
  ];
}

function mirrorsAt(rule: Fields, path: Path): readonly Complaint[] {
  return [
    ...destinationAt(rule["mirror"], [...path, "mirror"]),
    ...shareAt(rule["mirrorPercent"], [...path, "mirrorPercent"]),
    ...when(
      isSet(rule["mirrorPercent"]),
      warn(
        [...path, "mirrorPercent"],
        "got mirrorPercent, expected mirrorPercentage, which replaces it",
      ),
    ),
    ...shareAt(down(rule["mirrorPercentage"], "value"), [
      ...path,
      "mirrorPercentage",
      "value",
    ]),
    ...listOf(rule["mirrors"]).flatMap((value, i) => {
      const { destination, percentage } = fieldsOf(value);
      const at = [...path, "mirrors", i];
      return [
        ...when(
          !isSet(destination),
          refuse(at, "got a mirror without a destination, expected one"),
        ),
        ...destinationAt(destination, [...at, "destination"]),
        ...shareAt(down(percentage, "value"), [...at, "percentage", "value"]),
      ];
    }),
  ];
}

function shareAt(value: unknown, path: Path): readonly Complaint[] {
  const share = numberOf(value) ?? 0;
  return when(
    share < 0 || share > 100,
    refuse(path, `got ${String(share)} percent, expected 0 to 100`),
  );
}

function directResponseAt(value: unknown, path: Path): readonly Complaint[] {
  if (!isSet(value)) return [];
  const { status, body } = fieldsOf(value);
  const code = numberOf(status) ?? 0;
  const size = textOf(fieldsOf(body)["string"]).length;
  return [
    ...when(
      code < 200 || code > 600,
      refuse(
        [...path, "status"],
        `got the status ${String(code)}, expected 200 to 599`,
      ),
    ),
    ...when(
      size > 1 << 20,
      refuse(
        [...path, "body"],
        `got a body of ${String(size)} bytes, expected 1 MiB at most`,
      ),
    ),
    ...when(
      size > 100 * 1024 && size <= 1 << 20,
      warn(
        [...path, "body"],
        `got a body of ${String(size)} bytes, expected 100 KiB at most`,
      ),
    ),
  ];
}
