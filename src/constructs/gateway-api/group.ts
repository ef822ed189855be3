/** The Gateway API's standard channel. */
export const API_VERSION = "gateway.networking.k8s.io/v1";
