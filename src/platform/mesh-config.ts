import type { Raw } from "../mesh/shape";
import type { Istio } from "./istio";
import type {
  AccessLogProvider,
  OpenTelemetryProvider,
  ProviderHeader,
  ProviderProps,
  ZipkinProvider,
} from "./providers";

/**
 * The settings of a mesh, as istiod reads them.
 * https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
 */
export function meshConfigOf({ providers, defaults, meshConfig }: Istio): Raw {
  const extensions = Object.entries(providers).map(([name, provider]) => ({
    name,
    ...providerOf(provider),
  }));
  // Istio's charts name prometheus only where no default of any kind is given.
  const { tracing, metrics = ["prometheus"], accessLog } = defaults;
  return {
    ...meshConfig,
    ...(extensions.length > 0 && { extensionProviders: extensions }),
    ...(Object.keys(defaults).length > 0 && {
      defaultProviders: {
        ...(tracing && { tracing }),
        metrics,
        ...(accessLog && { accessLogging: accessLog }),
      },
    }),
  };
}

function providerOf(provider: ProviderProps): Raw {
  if ("raw" in provider) return provider.raw;
  if ("opentelemetry" in provider)
    return { opentelemetry: openTelemetry(provider.opentelemetry) };
  if ("zipkin" in provider) return { zipkin: zipkin(provider.zipkin) };
  if ("prometheus" in provider) return { prometheus: {} };
  return { envoyFileAccessLog: accessLog(provider.envoyFileAccessLog) };
}

function openTelemetry(given: OpenTelemetryProvider): Raw {
  const { service, http, port = http ? 4318 : 4317, maxTagLength } = given;
  return {
    service,
    port,
    ...(maxTagLength !== undefined && { maxTagLength }),
    ...(http && {
      http: {
        path: http.path ?? "/v1/traces",
        ...(http.timeout !== undefined && { timeout: http.timeout }),
        ...(http.headers && {
          headers: Object.entries(http.headers).map(header),
        }),
      },
    }),
  };
}

function header([name, value]: readonly [string, ProviderHeader]): Raw {
  return typeof value === "string"
    ? { name, value }
    : { name, envName: value.environment };
}

function zipkin(given: ZipkinProvider): Raw {
  const { service, port = 9411, maxTagLength, w3c } = given;
  return {
    service,
    port,
    ...(maxTagLength !== undefined && { maxTagLength }),
    ...(w3c === true && { traceContextOption: "USE_B3_WITH_W3C_PROPAGATION" }),
  };
}

function accessLog({ path, format }: AccessLogProvider): Raw {
  return {
    path: path ?? "/dev/stdout",
    ...(format !== undefined && {
      logFormat:
        typeof format === "string" ? { text: format } : { labels: format },
    }),
  };
}
