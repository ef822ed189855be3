import { callersLeft } from "./callers-left";
import { handedBack } from "./handed-back";
import { holderRemoved } from "./holder-removed";
import { immutable } from "./immutable";
import { podsReplaced } from "./pods-replaced";
import { port } from "./port";
import { renamed } from "./renamed";
import { serviceSelector } from "./service-selector";
import type { StepCheck } from "./step-check";
import { strictMtls } from "./strict-mtls";
import { subsetAhead } from "./subset-ahead";
import { subsetDropped } from "./subset-dropped";
import { takenOver } from "./taken-over";
import { targetPort } from "./target-port";
import { versionAhead } from "./version-ahead";
import { versionExposed } from "./version-exposed";
import { versionRemoved } from "./version-removed";

/** Every step check. */
export const STEP_CHECKS: readonly StepCheck[] = [
  subsetAhead,
  versionAhead,
  versionExposed,
  subsetDropped,
  versionRemoved,
  podsReplaced,
  serviceSelector,
  port,
  callersLeft,
  targetPort,
  immutable,
  strictMtls,
  renamed,
  takenOver,
  handedBack,
  holderRemoved,
];
