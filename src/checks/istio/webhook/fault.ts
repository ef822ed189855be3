import { down, fieldsOf, isSet, numberOf } from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import { refuse, warn, when, type Complaint } from "./complaint";
import { durationAt } from "./durations";

/** Faults that a route injects. */
export function faultAt(value: unknown, path: Path): readonly Complaint[] {
  if (!isSet(value)) return [];
  const { abort, delay } = fieldsOf(value);
  return [
    ...when(
      !isSet(abort) && !isSet(delay),
      refuse(path, "got a fault without abort and delay, expected one of them"),
    ),
    ...abortAt(abort, [...path, "abort"]),
    ...shareAt(delay, [...path, "delay"]),
    ...durationAt(down(delay, "fixedDelay"), [...path, "delay", "fixedDelay"]),
    ...when(
      isSet(down(delay, "exponentialDelay")),
      refuse(
        [...path, "delay", "exponentialDelay"],
        "got exponentialDelay, expected fixedDelay",
      ),
    ),
  ];
}

function abortAt(value: unknown, path: Path): readonly Complaint[] {
  if (!isSet(value)) return [];
  const { httpStatus, grpcStatus, http2Error } = fieldsOf(value);
  const code = numberOf(httpStatus);
  return [
    ...shareAt(value, path),
    ...when(
      code !== undefined && (code < 200 || code > 600),
      refuse(
        [...path, "httpStatus"],
        `got the status ${String(code)}, expected 200 to 599`,
      ),
    ),
    ...when(
      isSet(http2Error),
      refuse(
        [...path, "http2Error"],
        "got http2Error, expected httpStatus or grpcStatus",
      ),
    ),
    ...when(
      !isSet(httpStatus) && !isSet(grpcStatus) && !isSet(http2Error),
      warn(
        path,
        "got an abort without a status, expected httpStatus or grpcStatus",
      ),
    ),
  ];
}

function shareAt(value: unknown, path: Path): readonly Complaint[] {
  const share = numberOf(down(value, "percentage", "value")) ?? 0;
  const isFine = share === 0 || (share >= 0.0001 && share <= 100);
  return when(
    !isFine,
    refuse(
      [...path, "percentage", "value"],
      `got ${String(share)} percent, expected 0, or 0.0001 to 100`,
    ),
  );
}
