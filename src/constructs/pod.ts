import type {
  ContainerProps,
  ContainerSettings,
  EnvFrom,
  EnvValue,
  Probe,
} from "../mesh/container";
import type { Port } from "../mesh/port";
import { nameOf } from "../mesh/reference";
import type { Service } from "../mesh/service";
import type { Raw } from "../mesh/shape";
import type { Workload } from "../mesh/workload";
import { labelsOf } from "./selector";
import { podAnnotations } from "./sidecar";

/**
 * The pod template of one version of a service, as a plain manifest: the typed
 * pods of cdk8s-plus-27 drop fields that are newer than Kubernetes 1.27.
 */
export function podTemplate(service: Service, workload: Workload): Raw {
  const { pod, serviceAccount, sidecar } = service;
  const ports = containerPorts(service);
  return {
    metadata: {
      labels: {
        app: service.name,
        ...labelsOf(service),
        version: workload.version,
        "sidecar.istio.io/inject": `${sidecar.inject}`,
      },
      annotations: entries(podAnnotations(sidecar, service.metrics)),
    },
    spec: {
      serviceAccountName: serviceAccount.name,
      securityContext: POD_RESTRICTED,
      initContainers: some(pod.initContainers.map(sideContainer)),
      containers: [
        {
          name: service.name,
          ports,
          ...containerOf(workload.container, ports[0]?.containerPort),
        },
        ...pod.containers.map(sideContainer),
      ],
      volumes: some(pod.volumes),
      imagePullSecrets: some(pod.imagePullSecrets.map((name) => ({ name }))),
      nodeSelector: entries(pod.nodeSelector),
      tolerations: some(pod.tolerations),
    },
  };
}

/**
 * The restricted Pod Security Standard:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
} as const;

/** On the pod it serves the injected sidecar too, which brings none of its own. */
const POD_RESTRICTED = {
  seccompProfile: { type: "RuntimeDefault" },
} as const;

function sideContainer(props: ContainerProps): Raw {
  const { name, ports = [], restartPolicy } = props;
  return {
    name,
    restartPolicy,
    ports: some(ports.map((containerPort) => ({ containerPort }))),
    ...containerOf(props, ports[0]),
  };
}

function containerOf(given: ContainerSettings, port: number | undefined): Raw {
  return {
    image: given.image,
    command: given.command,
    args: given.args,
    workingDir: given.workingDir,
    env: some(Object.entries(given.env ?? {}).map(envEntry)),
    envFrom: some((given.envFrom ?? []).map(envSource)),
    resources: given.resources,
    readinessProbe: probe(given.readiness, port),
    livenessProbe: probe(given.liveness, port),
    startupProbe: probe(given.startup, port),
    lifecycle: given.lifecycle,
    volumeMounts: some(given.volumeMounts ?? []),
    securityContext: { ...RESTRICTED, ...given.securityContext },
  };
}

function envEntry([name, value]: [string, EnvValue]): Raw {
  if (typeof value === "string") return { name, value };
  if ("fieldRef" in value)
    return { name, valueFrom: { fieldRef: { fieldPath: value.fieldRef } } };
  const [[kind, ref] = []] = Object.entries(value);
  return kind === undefined || ref === undefined
    ? { name }
    : { name, valueFrom: { [kind]: { ...ref, name: nameOf(ref.name) } } };
}

function envSource(given: EnvFrom): Raw {
  const { prefix } = given;
  return "secretRef" in given
    ? { prefix, secretRef: { name: nameOf(given.secretRef) } }
    : { prefix, configMapRef: { name: nameOf(given.configMapRef) } };
}

/** A path becomes an HTTP probe; a port that is left out is the container's first. */
function probe(
  given: Probe | undefined,
  port: number | undefined,
): Raw | undefined {
  if (given === undefined) return undefined;
  if (typeof given === "string") return { httpGet: { path: given, port } };
  return Object.fromEntries(
    Object.entries(given).map(([field, value]) =>
      ["httpGet", "tcpSocket", "grpc"].includes(field)
        ? [field, { port, ...(value as Raw) }]
        : [field, value],
    ),
  );
}

interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol?: string;
}

/** The ports of the application's container, its own metrics' included, each once. */
function containerPorts({ ports, metrics }: Service): readonly ContainerPort[] {
  const open = new Map<number, ContainerPort>();
  for (const port of ports)
    if (!open.has(port.targetPort)) open.set(port.targetPort, declare(port));
  if (metrics && !open.has(metrics.port))
    open.set(metrics.port, {
      containerPort: metrics.port,
      name: "http-metrics",
    });
  return [...open.values()];
}

/** A container port's name has at most 15 characters; a longer one is left out. */
function declare({ name, targetPort, protocol }: Port): ContainerPort {
  return {
    containerPort: targetPort,
    ...(name.length <= 15 && { name }),
    ...(protocol === "udp" && { protocol: "UDP" }),
  };
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function entries(map: Readonly<Record<string, string>>) {
  return Object.keys(map).length === 0 ? undefined : map;
}
