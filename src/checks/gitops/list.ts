import type { Check } from "../check";
import { annotationsSize } from "./annotations-size";
import { applySize } from "./apply-size";
import { autoscalerTarget } from "./autoscaler-target";
import { backendPort } from "./backend-port";
import { budgetWithoutPods } from "./budget-without-pods";
import { acrossBuilt } from "./built";
import { dataSize } from "./data-size";
import { duplicateObject } from "./duplicate-object";
import { missingClaim } from "./missing-claim";
import { missingConfigMap } from "./missing-config-map";
import { missingKey } from "./missing-key";
import { missingRole } from "./missing-role";
import { missingSecret } from "./missing-secret";
import { missingService } from "./missing-service";
import { missingServiceAccount } from "./missing-service-account";
import { monitorPort } from "./monitor-port";
import { monitorWithoutTargets } from "./monitor-without-targets";
import { unmadeNamespace } from "./namespace";
import { notAnObject } from "./not-an-object";
import { notSelected } from "./not-selected";
import { objectSize } from "./object-size";
import { overlappingSelectors } from "./overlapping-selectors";
import { probePort } from "./probe-port";
import { rulesSize } from "./rules-size";
import { serviceWithoutPods } from "./service-without-pods";
import { targetPort } from "./target-port";
import { templateLabels } from "./template-labels";
import { twoAutoscalers } from "./two-autoscalers";
import { twoBudgets } from "./two-budgets";

/** What is told of an object by itself, or of a file. */
const OF_ITSELF: readonly Check[] = [
  notAnObject,
  annotationsSize,
  applySize,
  dataSize,
  objectSize,
  rulesSize,
];

/** What is told by the objects that reach a cluster together. */
const TOGETHER: readonly Check[] = [
  duplicateObject,
  unmadeNamespace,
  notSelected,
  templateLabels,
  overlappingSelectors,
  serviceWithoutPods,
  autoscalerTarget,
  twoAutoscalers,
  budgetWithoutPods,
  twoBudgets,
  missingConfigMap,
  missingSecret,
  missingKey,
  missingServiceAccount,
  missingRole,
  missingClaim,
  missingService,
  targetPort,
  backendPort,
  probePort,
  monitorPort,
  monitorWithoutTargets,
];

/** Whether what is applied together fits together, and fits into a cluster. */
export const GITOPS_CHECKS: readonly Check[] = [
  ...OF_ITSELF,
  ...TOGETHER.map(acrossBuilt),
];
