import type { Index } from "../../../manifests/index-of";
import type { Report } from "../../finding";
import {
  AUTHORIZATION_POLICY,
  DESTINATION_RULE,
  ENVOY_FILTER,
  GATEWAY,
  REQUEST_AUTHENTICATION,
  SERVICE_ENTRY,
  SIDECAR,
  TELEMETRY,
  VIRTUAL_SERVICE,
} from "../kinds";
import type { Complaint, Judge } from "./complaint";
import { judgeDestinationRule } from "./destination-rule";
import { judgeEnvoyFilter } from "./envoy-filter";
import { judgeGateway } from "./gateway";
import {
  judgeAuthorizationPolicy,
  judgePeerAuthentication,
  judgeRequestAuthentication,
  judgeTelemetry,
} from "./policies";
import { judgeServiceEntry } from "./service-entry";
import { judgeSidecar } from "./sidecar";
import { judgeVirtualService } from "./virtual-service";

const JUDGES: readonly (readonly [groupKind: string, judge: Judge])[] = [
  [VIRTUAL_SERVICE, judgeVirtualService],
  [DESTINATION_RULE, judgeDestinationRule],
  [GATEWAY, judgeGateway],
  [SERVICE_ENTRY, judgeServiceEntry],
  [SIDECAR, judgeSidecar],
  [ENVOY_FILTER, judgeEnvoyFilter],
  [TELEMETRY, judgeTelemetry],
  [AUTHORIZATION_POLICY, judgeAuthorizationPolicy],
  [REQUEST_AUTHENTICATION, judgeRequestAuthentication],
  ["security.istio.io/PeerAuthentication", judgePeerAuthentication],
];

/** Says what Istio's webhook says, on one level. */
export function reportComplaints(
  index: Index,
  report: Report,
  level: Complaint["level"],
): void {
  for (const [kind, judge] of JUDGES)
    for (const manifest of index.kind(kind))
      for (const { path, message, level: own } of judge(manifest))
        if (own === level) report(manifest, path, message);
}
