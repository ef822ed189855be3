import type { Fault } from "./fault";
import { canaryFaults } from "./faults/canary";
import { controlPlaneFaults } from "./faults/control-plane";
import { requestFaults } from "./faults/requests";
import { sidecarFaults } from "./faults/sidecars";
import { telemetryFaults } from "./faults/telemetry";

export type { Fault, MeshFault, ServiceFault, Size } from "./fault";

const ALL = [
  ...requestFaults,
  ...canaryFaults,
  ...sidecarFaults,
  ...controlPlaneFaults,
  ...telemetryFaults,
] as const;

/** Everything that can go wrong here, and some that only looks so. */
export const FAULTS: readonly Fault[] = ALL;

export type FaultName = (typeof ALL)[number]["name"];

/** A fault of code, which does not compile when it is misspelt: `errors`, `errors=20%`. */
export type FaultText = FaultName | `${FaultName}=${string}`;
