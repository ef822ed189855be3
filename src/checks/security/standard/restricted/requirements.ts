import type { Control } from "../fault";
import { addedUsual } from "./added-capabilities";
import { dropCapabilities } from "./drop-capabilities";
import { maskedProc } from "./masked-proc";
import { privilegeEscalation } from "./privilege-escalation";
import type { Requirement } from "./requirement";
import { runAsNonRoot } from "./run-as-non-root";
import { runAsUser } from "./run-as-user";
import { seccompProfile } from "./seccomp-profile";
import { volumeTypes } from "./volume-types";

/** All that the restricted standard asks for beyond the baseline. */
export const REQUIREMENTS: readonly Requirement[] = [
  privilegeEscalation,
  dropCapabilities,
  addedUsual,
  runAsNonRoot,
  runAsUser,
  seccompProfile,
  volumeTypes,
  maskedProc,
];

export const lacking: Control = (pod, minor) =>
  REQUIREMENTS.flatMap(({ control }) => control(pod, minor));
