import type { Place } from "../problems/place";
import { image } from "./image";
import { containerPort } from "./port";
import type { Named } from "./reference";
import { named } from "./reference";
import { dnsLabel, dnsSubdomain, envName, quantity } from "./scalars";
import type { Check, Raw } from "./shape";
import {
  anyText,
  flag,
  isObject,
  listOf,
  mapOf,
  oneOf,
  optional,
  raw,
  shape,
  text,
  whole,
} from "./shape";

/** Amounts of CPU and memory, in Kubernetes' quantities. */
export interface Amounts {
  readonly cpu?: string;
  readonly memory?: string;
}

export interface Resources {
  readonly requests?: Amounts;
  readonly limits?: Amounts;
}

/** A value, or where the cluster finds it. Secrets are only ever referred to. */
export type EnvValue =
  | string
  | { readonly secretKeyRef: KeyRef }
  | { readonly configMapKeyRef: KeyRef }
  | { readonly fieldRef: string };

export interface KeyRef {
  readonly name: Named;
  readonly key: string;
  readonly optional?: boolean;
}

export type EnvFrom =
  | { readonly secretRef: Named; readonly prefix?: string }
  | { readonly configMapRef: Named; readonly prefix?: string };

/**
 * A path for an HTTP probe of the first port, or a probe as Kubernetes has it;
 * a port left out is the container's first.
 */
export type Probe = string | Raw;

/** What a container is made of, whether it is the application or stands beside it. */
export interface ContainerSettings {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: Readonly<Record<string, EnvValue>>;
  readonly envFrom?: readonly EnvFrom[];
  readonly resources?: Resources;
  readonly readiness?: Probe;
  readonly liveness?: Probe;
  readonly startup?: Probe;
  readonly lifecycle?: Raw;
  readonly volumeMounts?: readonly Raw[];
  /**
   * Laid over the container's security context, which meets the restricted
   * Pod Security Standard. The runtime's seccomp profile stands on the pod, for
   * the injected sidecar as well; a seccompProfile here goes before it.
   * @default - no privilege escalation, all capabilities dropped, not root
   */
  readonly securityContext?: Raw;
}

/** A container beside the application: an exporter, a log shipper, an init container. */
export interface ContainerProps extends ContainerSettings {
  readonly name: string;
  /** @default - none declared */
  readonly ports?: readonly number[];
  /** `Always` makes an init container a native sidecar, which starts first and stays. */
  readonly restartPolicy?: "Always";
}

const amounts = shape<Amounts>({
  cpu: optional(quantity),
  memory: optional(quantity),
});

export const resourcesCheck = shape<Resources>({
  requests: optional(amounts),
  limits: optional(amounts),
});

export const keyRefCheck = shape<KeyRef>({
  name: named(dnsSubdomain),
  key: text,
  optional: optional(flag),
});

/** One of several forms, told apart by the field that only it has. */
function formWith(
  forms: Readonly<Record<string, Check>>,
  more: Readonly<Record<string, Check>> = {},
): Check {
  return (value, at) => {
    const found = isObject(value)
      ? Object.keys(forms).filter((form) => form in value)
      : [];
    const form = found[0];
    if (form === undefined || found.length > 1)
      at.wrong(
        value,
        `an object with one of ${Object.keys(forms).join(", ")}`,
        `write { ${Object.keys(forms)[0]}: … }`,
      );
    else shape({ [form]: forms[form] ?? raw, ...more })(value, at);
  };
}

const reference = formWith({
  secretKeyRef: keyRefCheck,
  configMapKeyRef: keyRefCheck,
  fieldRef: text,
});

const envValue: Check = (value, at) => {
  if (typeof value === "string") return;
  if (isObject(value)) reference(value, at);
  else
    at.wrong(
      value,
      "a text or a reference to a Secret, ConfigMap or field",
      `write it in quotes: ${JSON.stringify(String(value))}`,
    );
};

const PROBE_KINDS = ["httpGet", "grpc", "tcpSocket", "exec"];

const probeCheck: Check = (value, at) => {
  if (typeof value === "string") {
    if (!value.startsWith("/"))
      at.wrong(value, "a path that starts with /", `write "/${value}"`);
  } else if (
    !isObject(value) ||
    PROBE_KINDS.filter((kind) => kind in value).length !== 1
  )
    at.wrong(
      value,
      `a path, or an object with one of ${PROBE_KINDS.join(", ")}`,
      'write "/ready" or { grpc: {} }',
    );
};

const uidCheck = (context: unknown, at: Place): void => {
  if (isObject(context) && context["runAsUser"] === 1337)
    at.at("runAsUser").wrong(
      1337,
      "any user but 1337, which is the sidecar's: its traffic bypasses the mesh",
      "run the application as another user, for example 10001",
    );
};

export const securityContextCheck: Check = (value, at) => {
  raw(value, at);
  uidCheck(value, at);
};

/** The checks of what every container has; shared by the service's own. */
export const containerChecks = {
  image,
  command: optional(listOf(anyText)),
  args: optional(listOf(anyText)),
  workingDir: optional(text),
  env: optional(mapOf(envValue, envName)),
  envFrom: optional(
    listOf(
      formWith(
        { secretRef: named(dnsSubdomain), configMapRef: named(dnsSubdomain) },
        { prefix: optional(anyText) },
      ),
    ),
  ),
  resources: optional(resourcesCheck),
  readiness: optional(probeCheck),
  liveness: optional(probeCheck),
  startup: optional(probeCheck),
  lifecycle: optional(raw),
  volumeMounts: optional(listOf(raw)),
  securityContext: optional(securityContextCheck),
} as const satisfies Record<keyof ContainerSettings, Check>;

const containerShape = shape<ContainerProps>({
  ...containerChecks,
  name: dnsLabel,
  ports: optional(listOf(containerPort)),
  restartPolicy: optional(oneOf("Always")),
});

/** A container beside the application's; a probe by path needs a port to ask. */
export const containerCheck: Check = (value, at) => {
  containerShape(value, at);
  if (!isObject(value) || value["ports"] !== undefined) return;
  for (const probe of ["readiness", "liveness", "startup"])
    if (typeof value[probe] === "string")
      at.at(probe).error(
        "got a path to probe, but the container has no port",
        "add ports: [ … ], the first of which is asked",
      );
};

export const replicasCheck = whole(
  0,
  Number.MAX_SAFE_INTEGER,
  "give the number of pods, for example 3",
);
