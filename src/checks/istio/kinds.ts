/** The kinds that several checks read, as the index names them. */
export const VIRTUAL_SERVICE = "networking.istio.io/VirtualService";
export const DESTINATION_RULE = "networking.istio.io/DestinationRule";
export const GATEWAY = "networking.istio.io/Gateway";
export const SERVICE_ENTRY = "networking.istio.io/ServiceEntry";
export const SIDECAR = "networking.istio.io/Sidecar";
export const ENVOY_FILTER = "networking.istio.io/EnvoyFilter";
export const TELEMETRY = "telemetry.istio.io/Telemetry";
export const AUTHORIZATION_POLICY = "security.istio.io/AuthorizationPolicy";
export const REQUEST_AUTHENTICATION = "security.istio.io/RequestAuthentication";
export const WASM_PLUGIN = "extensions.istio.io/WasmPlugin";
export const MUTATING_WEBHOOK =
  "admissionregistration.k8s.io/MutatingWebhookConfiguration";
export const VALIDATING_WEBHOOK =
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration";
