import {
  fieldsOf,
  listOf,
  numberOf,
  textOf,
  type Fields,
} from "../manifests/fields";
import { containersOf, type Workload } from "../manifests/workloads";

/** The container port that a Service's port leads to. */
export interface Target {
  readonly workload: Workload;
  readonly number: number;
  /** Absent where the pods do not declare the port. */
  readonly container?: Fields;
  readonly name: string;
}

/** Where a Service's port leads in each of the workloads behind it. */
export function targetsOf(
  port: Fields,
  behind: readonly Workload[],
): readonly Target[] {
  const wanted = port["targetPort"] ?? port["port"];
  return behind.flatMap((workload) => {
    for (const container of containersOf(
      workload,
      "containers",
      "initContainers",
    ))
      for (const entry of listOf(container["ports"])) {
        const { name, containerPort } = fieldsOf(entry);
        const number = numberOf(containerPort) ?? 0;
        if (
          number === numberOf(wanted) ||
          (textOf(name) !== "" && name === wanted)
        )
          return [{ workload, number, container, name: textOf(name) }];
      }
    const number = numberOf(wanted);
    const [only, ...others] = containersOf(workload, "containers");
    if (number === undefined) return [];
    return [
      {
        workload,
        number,
        name: "",
        ...(only && others.length === 0 && { container: only }),
      },
    ];
  });
}
