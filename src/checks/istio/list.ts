import type { Check } from "../check";
import { deprecatedField } from "./ist0002-deprecated-field";
import { reference } from "./ist0101-reference";
import { namespaceWithoutSidecars } from "./ist0102-namespace-without-sidecars";
import { podWithoutSidecar } from "./ist0103-pod-without-sidecar";
import { refused } from "./ist0106-refused";
import { misplacedAnnotation } from "./ist0107-misplaced-annotation";
import { unknownAnnotation } from "./ist0108-unknown-annotation";
import { sameMeshHost } from "./ist0109-same-mesh-host";
import { overlappingSidecars } from "./ist0110-overlapping-sidecars";
import { twoDefaultSidecars } from "./ist0111-two-default-sidecars";
import { destinationPort } from "./ist0112-destination-port";
import { twoProtocols } from "./ist0116-two-protocols";
import { portName } from "./ist0118-port-name";
import { twoInjectionLabels } from "./ist0123-two-injection-labels";
import { policyWithoutWorkloads } from "./ist0127-policy-without-workloads";
import { unverifiedDestination } from "./ist0128-unverified-destination";
import { unverifiedPort } from "./ist0129-unverified-port";
import { unreachableRule } from "./ist0130-unreachable-rule";
import { ineffectiveMatch } from "./ist0131-ineffective-match";
import { hostNotInGateway } from "./ist0132-host-not-in-gateway";
import { warned } from "./ist0133-warned";
import { addresses } from "./ist0134-addresses";
import { deprecatedAnnotation } from "./ist0135-deprecated-annotation";
import { twoPortsOneTarget } from "./ist0137-two-ports-one-target";
import { sameCertificate } from "./ist0138-same-certificate";
import { routeWithoutEffect } from "./ist0140-route-without-effect";
import { sidecarUser } from "./ist0144-sidecar-user";
import { conflictingGateways } from "./ist0145-conflicting-gateways";
import { injectionByDefault } from "./ist0148-injection-by-default";
import { externalPortName } from "./ist0150-external-port-name";
import { relativePatch } from "./ist0151-relative-patch";
import { replacePatch } from "./ist0152-replace-patch";
import { addPatch } from "./ist0153-add-patch";
import { removePatch } from "./ist0154-remove-patch";
import { relativePatchByVersion } from "./ist0155-relative-patch-by-version";
import { logProvider } from "./ist0157-log-provider";
import { overlappingTelemetries } from "./ist0159-overlapping-telemetries";
import { twoDefaultTelemetries } from "./ist0160-two-default-telemetries";
import { gatewayPort } from "./ist0162-gateway-port";
import { internalGateway } from "./ist0165-internal-gateway";
import { selectorOfGateway } from "./ist0166-selector-of-gateway";
import { sidecarInAmbient } from "./ist0167-sidecar-in-ambient";
import { subsetWithoutPods } from "./ist0173-subset-without-pods";
import { unknownRuleHost } from "./ist0174-unknown-rule-host";
import { unknownProvider } from "./unknown-provider";
import { respecting } from "./suppressed";

/** What `istioctl analyze` says of manifests alone, under its own codes. */
export const ISTIO_CHECKS: readonly Check[] = [
  deprecatedField,
  reference,
  namespaceWithoutSidecars,
  podWithoutSidecar,
  refused,
  misplacedAnnotation,
  unknownAnnotation,
  sameMeshHost,
  overlappingSidecars,
  twoDefaultSidecars,
  destinationPort,
  twoProtocols,
  portName,
  twoInjectionLabels,
  policyWithoutWorkloads,
  unverifiedDestination,
  unverifiedPort,
  unreachableRule,
  ineffectiveMatch,
  hostNotInGateway,
  warned,
  addresses,
  deprecatedAnnotation,
  twoPortsOneTarget,
  sameCertificate,
  routeWithoutEffect,
  sidecarUser,
  conflictingGateways,
  injectionByDefault,
  externalPortName,
  relativePatch,
  replacePatch,
  addPatch,
  removePatch,
  relativePatchByVersion,
  logProvider,
  overlappingTelemetries,
  twoDefaultTelemetries,
  gatewayPort,
  internalGateway,
  selectorOfGateway,
  sidecarInAmbient,
  subsetWithoutPods,
  unknownRuleHost,
  unknownProvider,
].map(respecting);
