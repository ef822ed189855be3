import type { Place } from "../problems/place";
import { duration, envName, hostName } from "../mesh/scalars";
import type { Check, Raw } from "../mesh/shape";
import {
  anyText,
  flag,
  isObject,
  listOf,
  mapOf,
  optional,
  raw,
  shape,
  text,
  whole,
} from "../mesh/shape";

/** A header that goes with each batch of spans; secrets come from istio-proxy's environment. */
export type ProviderHeader = string | { readonly environment: string };

/** Spans to an OpenTelemetry collector, Jaeger among them; applications forward `traceparent`. */
export interface OpenTelemetryProvider {
  /** The collector's full host name: `jaeger.observability.svc.cluster.local`. */
  readonly service: string;
  /** @default 4317 over gRPC, 4318 over HTTP */
  readonly port?: number;
  /** Sends over HTTP instead of gRPC. @default - gRPC */
  readonly http?: {
    /** @default "/v1/traces" */
    readonly path?: string;
    /** @default - Istio's, which is 3s */
    readonly timeout?: string;
    readonly headers?: Readonly<Record<string, ProviderHeader>>;
  };
  /** Longer request paths are cut off in spans. @default - Istio's, which is 256 */
  readonly maxTagLength?: number;
}

/** Spans to Zipkin; applications forward the B3 headers. */
export interface ZipkinProvider {
  readonly service: string;
  /** @default 9411 */
  readonly port?: number;
  readonly maxTagLength?: number;
  /** Also reads and writes `traceparent`, for applications that forward just this. */
  readonly w3c?: boolean;
}

/** Envoy's access log, as a file of the proxy. */
export interface AccessLogProvider {
  /** @default "/dev/stdout" */
  readonly path?: string;
  /** One line of text, or the fields of a line of JSON. @default - Istio's text */
  readonly format?: string | Readonly<Record<string, string>>;
}

/**
 * Something outside of the proxies that they tell what they see. What has no
 * form of its own here is given as Istio has it, under `raw`.
 * https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider
 */
export type ProviderProps =
  | { readonly opentelemetry: OpenTelemetryProvider }
  | { readonly zipkin: ZipkinProvider }
  | { readonly prometheus: Readonly<Record<string, never>> }
  | { readonly envoyFileAccessLog: AccessLogProvider }
  | { readonly raw: Raw };

const port = whole(1, 65_535, "give the port's number, for example 4317");
const tagLength = whole(1, 65_536, "give a number of characters");

const header: Check = (value, at) => {
  if (typeof value === "string") anyText(value, at);
  else shape<{ environment: string }>({ environment: envName })(value, at);
};

const format: Check = (value, at) => {
  if (typeof value === "string") text(value, at);
  else mapOf(text)(value, at);
};

const forms: Readonly<Record<string, Check>> = {
  opentelemetry: shape<OpenTelemetryProvider>({
    service: hostName,
    port: optional(port),
    http: optional(
      shape<NonNullable<OpenTelemetryProvider["http"]>>({
        path: optional(text),
        timeout: optional(duration),
        headers: optional(mapOf(header)),
      }),
    ),
    maxTagLength: optional(tagLength),
  }),
  zipkin: shape<ZipkinProvider>({
    service: hostName,
    port: optional(port),
    maxTagLength: optional(tagLength),
    w3c: optional(flag),
  }),
  prometheus: shape<object>({}),
  envoyFileAccessLog: shape<AccessLogProvider>({
    path: optional(text),
    format: optional(format),
  }),
  raw,
};

export const providerCheck: Check = (value, at) => {
  const given = isObject(value) ? Object.keys(value) : [];
  const [form = ""] = given;
  const check = given.length === 1 ? forms[form] : undefined;
  if (!isObject(value) || check === undefined)
    at.wrong(
      value,
      `an object with one of ${Object.keys(forms).join(", ")}`,
      'write { opentelemetry: { service: "jaeger.observability.svc.cluster.local" } }',
    );
  else check(value[form], at.at(form));
};

/** Providers that Istio has without any setting, and what they serve. */
const BUILT_IN = {
  prometheus: "metrics",
  stackdriver: undefined,
  envoy: "accessLog",
} as const satisfies Readonly<Record<string, Purpose | undefined>>;
export const BUILT_IN_PROVIDERS = Object.keys(BUILT_IN);

/** What a Telemetry asks of a provider. */
export const PURPOSES = ["tracing", "metrics", "accessLog"] as const;
export type Purpose = (typeof PURPOSES)[number];

const SERVES: Readonly<Record<string, Purpose>> = {
  opentelemetry: "tracing",
  zipkin: "tracing",
  prometheus: "metrics",
  envoyFileAccessLog: "accessLog",
};

/** Names of providers, for what each serves; absent for one that is given as Istio has it. */
export type KnownProviders = ReadonlyMap<string, Purpose | undefined>;

export function knownProviders(
  given: Readonly<Record<string, ProviderProps>>,
): KnownProviders {
  return new Map<string, Purpose | undefined>([
    ...Object.entries(BUILT_IN),
    ...Object.entries(given).map(
      ([name, provider]) =>
        [name, SERVES[Object.keys(provider)[0] ?? ""]] as const,
    ),
  ]);
}

/** Reports a provider that is not defined, or that is there for something else. */
export function checkProvider(
  name: string,
  purpose: Purpose,
  known: KnownProviders,
  at: Place,
): void {
  const fitting = [...known].filter(
    ([, serves]) => serves === undefined || serves === purpose,
  );
  if (fitting.some(([candidate]) => candidate === name)) return;
  const names = fitting.map(([candidate]) => candidate);
  if (known.has(name))
    at.wrong(
      name,
      `a provider for ${WORDS[purpose]}: ${names.join(", ")}`,
      `${name} is there for ${WORDS[known.get(name) ?? purpose]}; name another`,
    );
  else
    at.wrong(
      name,
      `a provider that the mesh defines: ${names.join(", ")}`,
      `define it: providers: { ${JSON.stringify(name)}: { … } } of Istio`,
    );
}

const WORDS: Readonly<Record<Purpose, string>> = {
  tracing: "tracing",
  metrics: "metrics",
  accessLog: "access logs",
};

export interface DefaultProviders {
  readonly tracing?: readonly string[];
  readonly metrics?: readonly string[];
  readonly accessLog?: readonly string[];
}

export const defaultsCheck = shape<DefaultProviders>({
  tracing: optional(listOf(text)),
  metrics: optional(listOf(text)),
  accessLog: optional(listOf(text)),
});
