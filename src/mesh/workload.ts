import type { Place } from "../problems/place";
import type { CanaryProps, IdleCanaryProps } from "./canary";
import { isRunning, sharesOf } from "./canary";
import type { ContainerSettings } from "./container";
import type { AutoscalingProps } from "./scaling";

/** One version of a service: one Deployment, named `<app>-<version>`. */
export interface Workload {
  readonly name: string;
  readonly version: string;
  readonly role: "stable" | "canary";
  /** Absent where an autoscaler decides. */
  readonly replicas?: number;
  readonly container: ContainerSettings;
}

interface WorkloadProps extends ContainerSettings {
  readonly name: string;
  readonly version?: string;
  readonly replicas?: number;
  readonly autoscaling?: AutoscalingProps;
  readonly canary?: CanaryProps | IdleCanaryProps;
}

/** The stable version, and the canary with what differs from it laid over. */
export function describeWorkloads(
  given: WorkloadProps,
  at: Place,
): readonly Workload[] {
  const { name, canary, version = "v1", autoscaling } = given;
  const replicas = given.replicas ?? 2;
  const container = containerOf(given);
  const stable: Workload = {
    name: workloadName(name, version, at.at("version")),
    version,
    role: "stable",
    container,
    ...(!autoscaling && { replicas }),
  };
  const place = at.at("canary");
  if (!isRunning(canary)) {
    promotedWhole(version, canary ?? {}, place);
    return [stable];
  }
  const canaryReplicas =
    canary.replicas ?? (autoscaling ? undefined : replicas);
  const { weight, match, mirror } = sharesOf(canary);
  if (canary.version === version)
    place
      .at("version")
      .wrong(
        version,
        "another version than the stable one",
        "give the canary the version that it tries out",
      );
  if (autoscaling && canary.replicas !== undefined)
    place
      .at("replicas")
      .error(
        "got replicas beside the service's autoscaling, which scales the canary too",
        "leave replicas out",
      );
  if (canaryReplicas === 0 && (weight > 0 || match || mirror !== undefined))
    place
      .at("replicas")
      .error(
        "got 0 pods for a canary that requests are routed to",
        "give it pods, or leave out weight and header",
      );
  if (!autoscaling && replicas === 0 && weight < 100)
    at.at("replicas").error(
      `got 0 pods for the stable version, which gets ${100 - weight} % of the requests`,
      "give it pods, or the canary a weight of 100",
    );
  const { image, env, args, resources } = canary;
  return [
    stable,
    {
      name: workloadName(name, canary.version, place.at("version")),
      version: canary.version,
      role: "canary",
      container: {
        ...container,
        image,
        ...(env && { env: { ...container.env, ...env } }),
        ...(args && { args }),
        ...(resources && { resources }),
      },
      ...(canaryReplicas !== undefined && { replicas: canaryReplicas }),
    },
  ];
}

/** What differs in the canary must not be lost with the promotion's last step. */
function promotedWhole(
  stable: string,
  canary: Partial<CanaryProps>,
  at: Place,
): void {
  if (canary.version !== stable) return;
  for (const field of ["env", "args", "resources"] as const)
    if (canary[field] !== undefined)
      at.at(field).error(
        `got ${field} for ${stable}, which is the stable version now: its pods would lose it`,
        `move ${field} from canary to the service`,
      );
}

function workloadName(app: string, version: string, at: Place): string {
  const name = `${app}-${version}`;
  if (name.length > 63)
    at.error(
      `the Deployment's name ${name} has ${name.length} characters, expected at most 63`,
      "shorten the service's name or its version",
    );
  return name;
}

const CONTAINER_FIELDS = [
  "command",
  "args",
  "workingDir",
  "env",
  "envFrom",
  "resources",
  "readiness",
  "liveness",
  "startup",
  "lifecycle",
  "volumeMounts",
  "securityContext",
] as const satisfies readonly (keyof ContainerSettings)[];

function containerOf(given: ContainerSettings): ContainerSettings {
  const fields = CONTAINER_FIELDS.flatMap((field) =>
    given[field] === undefined ? [] : [[field, given[field]]],
  );
  return { ...Object.fromEntries(fields), image: given.image };
}
