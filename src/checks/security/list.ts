import type { Check } from "../check";
import { injectionRefused } from "./injection/injection-refused";
import { sidecarRefused } from "./injection/sidecar-refused";
import { allowAll } from "./policies/allow-all";
import { allowByException } from "./policies/allow-by-exception";
import { anyPrincipal } from "./policies/any-principal";
import { mtlsDisabled } from "./policies/mtls-disabled";
import { secretInAnnotation } from "./secrets/annotations";
import { secretInArgs } from "./secrets/args";
import { secretInConfigMap } from "./secrets/config-map";
import { secretInEnv } from "./secrets/env";
import { secretInPlainText } from "./secrets/plain-text";
import { appArmor } from "./standard/app-armor";
import { capabilities } from "./standard/capabilities";
import { hostNamespaces } from "./standard/host-namespaces";
import { hostPath } from "./standard/host-path";
import { hostPorts } from "./standard/host-ports";
import { hostProbes } from "./standard/host-probes";
import { podSecurityLabel } from "./standard/label";
import { privileged } from "./standard/privileged";
import { procMount } from "./standard/proc-mount";
import { restricted } from "./standard/restricted";
import { unpinnedImage } from "./unpinned-image";
import { seccomp } from "./standard/seccomp";
import { selinux } from "./standard/selinux";
import { sysctls } from "./standard/sysctls";
import { windowsHostProcess } from "./standard/windows-host-process";

/** What makes a mesh easy to break into: pods, images, secrets and policies. */
export const SECURITY_CHECKS: readonly Check[] = [
  privileged,
  hostNamespaces,
  hostPath,
  hostPorts,
  hostProbes,
  capabilities,
  procMount,
  seccomp,
  appArmor,
  selinux,
  sysctls,
  windowsHostProcess,
  restricted,
  podSecurityLabel,
  injectionRefused,
  sidecarRefused,
  unpinnedImage,
  secretInEnv,
  secretInArgs,
  secretInAnnotation,
  secretInConfigMap,
  secretInPlainText,
  allowAll,
  anyPrincipal,
  allowByException,
  mtlsDisabled,
];
