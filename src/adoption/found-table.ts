import type { FoundPort, FoundWorkload } from "../adopt/found";
import type { AdoptedNamespace } from "../adopt/namespaces";
import { aligned } from "../problems/table";
import { section } from "./lines";

/** A Service's rows: a port a row, a workload a row, whichever are more. */
export function foundTable({
  name,
  written,
  services,
  workloads,
}: AdoptedNamespace): string {
  const served = new Set(services.flatMap((service) => service.workloads));
  const rows = [
    ...services.flatMap((service) =>
      rowsOf(service.name, service.workloads, service.ports),
    ),
    ...workloads
      .filter((workload) => !served.has(workload))
      .flatMap((workload) => rowsOf("(no Service)", [workload], [])),
  ];
  const table = aligned(
    ["SERVICE", "WORKLOADS", "VERSION", ">PORT", "PROTOCOL", "BECAUSE"],
    rows,
  );
  const said = written
    ? ""
    : ", which no manifest names: objects go where you apply them (--namespace tells which)";
  return section(`Namespace ${name}${said}`, table.split("\n"));
}

function rowsOf(
  service: string,
  workloads: readonly FoundWorkload[],
  ports: readonly FoundPort[],
): readonly (readonly string[])[] {
  const count = Math.max(1, workloads.length, ports.length);
  return Array.from({ length: count }, (_, row) => {
    const workload = workloads[row];
    const port = ports[row];
    return [
      row === 0 ? service : "",
      workload
        ? `${workload.kind} ${workload.name}`
        : row === 0
          ? "none here"
          : "",
      workload?.version ?? "",
      port ? `${port.number}` : "",
      port ? protocolOf(port) : "",
      port?.because ?? "",
    ];
  });
}

function protocolOf({ protocol, application, guess }: FoundPort): string {
  if (protocol === undefined) return `${guess ?? ""}?`;
  return application === undefined || application === protocol
    ? protocol
    : `${protocol} (${application})`;
}
