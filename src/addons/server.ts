import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { createHash } from "node:crypto";
import type { Resources } from "../mesh/container";
import type { Raw } from "../mesh/shape";
import type { StorageProps } from "../platform/addons";

/** One server: a pod, what it reads, and who may reach it. */
export interface Server {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly Raw[];
  /** By name; the first is asked whether it is ready. */
  readonly ports: Readonly<Record<string, number>>;
  readonly ready: { readonly path: string; readonly port?: number };
  /** A user of the image; its files are written as it. */
  readonly user: number;
  readonly resources: Resources;
  readonly volumes: readonly Volume[];
  /** What it asks the API server for. @default - nothing, and it has no token */
  readonly rules?: readonly Raw[];
  /** Files whose change restarts it. @default - none */
  readonly config?: Readonly<Record<string, string>>;
  /** Other containers of the pod. @default - none */
  readonly beside?: readonly Raw[];
  /** Who reaches which of the ports. */
  readonly reachable: readonly Reachable[];
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Volume {
  readonly name: string;
  readonly path: string;
  /** Kubernetes' source, or a claim of its own. */
  readonly source: Raw | { readonly storage: StorageProps };
}

export interface Reachable {
  readonly ports: readonly number[];
  /** Servers of the same namespace, by name. */
  readonly servers?: readonly string[];
  /** Pods of other namespaces; `"all"` for all of them. */
  readonly namespaces?: readonly string[] | "all";
}

/** Meets the restricted Pod Security Standard, and writes nowhere but to volumes. */
export const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
} as const;

/**
 * A server as plain manifests: account, Deployment, Service, NetworkPolicy, and
 * what it may ask the API server for. It stands outside the mesh, so that it is
 * there when the mesh is not.
 */
export function addServer(scope: Construct, server: Server): void {
  const { name, namespace, rules = [] } = server;
  const metadata = { name, namespace, labels: labelsOf(server) };
  const add = (
    kind: string,
    apiVersion: string,
    rest: Raw,
    own: Raw = metadata,
  ) =>
    new ApiObject(scope, `${kind}-${String(own["name"])}`, {
      apiVersion,
      kind,
      metadata: own,
      ...rest,
    });
  add("ServiceAccount", "v1", { automountServiceAccountToken: false });
  if (rules.length > 0) addRole(add, server);
  if (server.config) add("ConfigMap", "v1", { data: server.config });
  for (const { name: claim, source } of server.volumes)
    if (isClaim(source))
      add(
        "PersistentVolumeClaim",
        "v1",
        { spec: claimSpec(source.storage) },
        {
          ...metadata,
          name: `${name}-${claim}`,
          annotations: { "kustomize.toolkit.fluxcd.io/prune": "disabled" },
        },
      );
  add("Service", "v1", {
    spec: {
      selector: labelsOf(server),
      ports: Object.entries(server.ports).map(([port, number]) => ({
        name: port,
        port: number,
        targetPort: number,
      })),
    },
  });
  add("NetworkPolicy", "networking.k8s.io/v1", {
    spec: {
      podSelector: { matchLabels: labelsOf(server) },
      policyTypes: ["Ingress"],
      ingress: server.reachable.map(ingress),
    },
  });
  add("Deployment", "apps/v1", { spec: deploymentSpec(server) });
}

function labelsOf({
  name,
}: Pick<Server, "name">): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": name };
}

type Add = (kind: string, apiVersion: string, rest: Raw, own?: Raw) => unknown;

/** Cluster-wide, so its name carries the namespace: two installations may stand in one cluster. */
function addRole(add: Add, { name, namespace, rules = [] }: Server): void {
  const group = "rbac.authorization.k8s.io";
  const own = { name: `${namespace}-${name}`, labels: labelsOf({ name }) };
  add("ClusterRole", `${group}/v1`, { rules }, own);
  add(
    "ClusterRoleBinding",
    `${group}/v1`,
    {
      roleRef: { apiGroup: group, kind: "ClusterRole", name: own.name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
    own,
  );
}

/** A claim of a volume that one pod holds. */
export function claimSpec({ size, className }: StorageProps): Raw {
  return {
    accessModes: ["ReadWriteOnce"],
    ...(className !== undefined && { storageClassName: className }),
    resources: { requests: { storage: size } },
  };
}

function ingress({ ports, servers = [], namespaces = [] }: Reachable): Raw {
  const from = [
    ...servers.map((name) => ({
      podSelector: { matchLabels: labelsOf({ name }) },
    })),
    ...(namespaces === "all"
      ? [{ namespaceSelector: {} }]
      : namespaces.map((namespace) => ({
          namespaceSelector: {
            matchLabels: { "kubernetes.io/metadata.name": namespace },
          },
        }))),
  ];
  return { ports: ports.map((port) => ({ port })), from };
}

function deploymentSpec(server: Server): Raw {
  const { name, user, rules = [], config, volumes, beside = [] } = server;
  const annotations = {
    ...(config && { "sidelight.dev/config": digest(config) }),
    ...server.annotations,
  };
  return {
    replicas: 1,
    // A volume of its own is held by one pod at a time.
    strategy: { type: "Recreate" },
    selector: { matchLabels: labelsOf(server) },
    template: {
      metadata: {
        labels: { ...labelsOf(server), "sidecar.istio.io/inject": "false" },
        ...(Object.keys(annotations).length > 0 && { annotations }),
      },
      spec: {
        serviceAccountName: name,
        automountServiceAccountToken: rules.length > 0,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: user,
          runAsGroup: user,
          fsGroup: user,
          seccompProfile: { type: "RuntimeDefault" },
        },
        containers: [container(server), ...beside],
        volumes: volumes.map(({ name: volume, source }) => ({
          name: volume,
          ...(isClaim(source)
            ? { persistentVolumeClaim: { claimName: `${name}-${volume}` } }
            : source),
        })),
      },
    },
  };
}

function container(server: Server): Raw {
  const { name, image, command, args, env, ports, ready, resources } = server;
  const [first = 0] = Object.values(ports);
  const probe = { httpGet: { path: ready.path, port: ready.port ?? first } };
  return {
    name,
    image,
    ...(command && { command }),
    ...(args && { args }),
    ...(env && { env }),
    ports: Object.entries(ports).map(([port, number]) => ({
      name: port,
      containerPort: number,
    })),
    readinessProbe: probe,
    livenessProbe: { ...probe, initialDelaySeconds: 30, failureThreshold: 6 },
    resources,
    securityContext: RESTRICTED,
    volumeMounts: server.volumes.map(({ name: volume, path, source }) => ({
      name: volume,
      mountPath: path,
      ...("configMap" in source || "secret" in source || "projected" in source
        ? { readOnly: true }
        : {}),
    })),
  };
}

function isClaim(
  source: Volume["source"],
): source is { readonly storage: StorageProps } {
  return "storage" in source;
}

/** A volume that stays, or one that goes with its pod. */
export function dataVolume(
  path: string,
  storage: StorageProps | undefined,
): Volume {
  return {
    name: "data",
    path,
    source: storage ? { storage } : { emptyDir: {} },
  };
}

function digest(config: Readonly<Record<string, string>>): string {
  return createHash("sha256")
    .update(JSON.stringify(config))
    .digest("hex")
    .slice(0, 16);
}
