import type { Place } from "../problems/place";
import type { Match, MatchProps } from "./match";
import { cookieIsAskedOnce, describeMatch, matchChecks } from "./match";
import { duration } from "./scalars";
import type { Check } from "./shape";
import { isObject, oneOf, optional, shape, whole } from "./shape";

/**
 * Faults that the callers' sidecars add to requests, to rehearse what users
 * would see: https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection
 */
export interface FaultProps extends MatchProps {
  /** Requests that are answered with an error, without reaching a pod. */
  readonly abort?: AbortProps;
  /** Requests that are held back before they are sent on. */
  readonly delay?: DelayProps;
}

export interface AbortProps {
  /** The share of the requests that are meant, in percent. */
  readonly percent: number;
  /** An HTTP status. Either this or `grpcStatus`. */
  readonly status?: number;
  /** A gRPC status by its name: `UNAVAILABLE`. */
  readonly grpcStatus?: string;
}

export interface DelayProps {
  /** The share of the requests that are meant, in percent. */
  readonly percent: number;
  readonly duration: string;
}

/** A described fault; without a match every request is meant. */
export interface Fault {
  readonly match?: Match;
  readonly abort?: AbortProps;
  readonly delay?: DelayProps;
}

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const GRPC_STATUSES = [
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

const share = whole(
  1,
  100,
  "give the share of the requests in percent, for example percent: 10",
);

const abort = shape<AbortProps>({
  percent: share,
  status: optional(
    whole(200, 599, "give the status that callers see, for example 503"),
  ),
  grpcStatus: optional(oneOf(...GRPC_STATUSES)),
});

const abortCheck: Check = (value, at) => {
  abort(value, at);
  if (!isObject(value)) return;
  const { status, grpcStatus } = value;
  if ((status === undefined) === (grpcStatus === undefined))
    at.error(
      status === undefined
        ? "got no status, expected status or grpcStatus"
        : "got both status and grpcStatus, expected one of them",
      "write status: 503, or grpcStatus: 'UNAVAILABLE' where callers speak gRPC",
    );
};

const faultShape = shape<FaultProps>({
  abort: optional(abortCheck),
  delay: optional(shape<DelayProps>({ percent: share, duration })),
  ...matchChecks,
});

export const faultCheck: Check = (value, at) => {
  faultShape(value, at);
  if (
    isObject(value) &&
    value["abort"] === undefined &&
    value["delay"] === undefined
  )
    at.error(
      "got neither abort nor delay, expected what becomes of the requests",
      "write abort: { percent: 10, status: 503 }, or leave fault out",
    );
};

export function describeFault(given: FaultProps, at: Place): Fault {
  cookieIsAskedOnce(given, at);
  const match = describeMatch(given);
  if (!match)
    at.warn(
      "got no header, path or cookie: the fault meets every user",
      'rehearse on requests of your own: header: { rehearsal: "true" }',
    );
  return {
    ...(match && { match }),
    ...(given.abort && { abort: given.abort }),
    ...(given.delay && { delay: given.delay }),
  };
}
