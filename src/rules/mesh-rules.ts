import type { Alert, MeshSubject } from "../alerts/alert";
import { certificateAlerts } from "../alerts/certificates";
import { grouped } from "../alerts/groups";
import { istiodAlerts } from "../alerts/istiod";
import { meshConfigAlerts } from "../alerts/mesh-config";
import { mtlsAlerts } from "../alerts/mtls";
import type { RuleGroup } from "../mesh/rule";
import { sidecarAlerts } from "../alerts/sidecar";
import { telemetryAlerts } from "../alerts/telemetry";
import type { MeshDescription } from "../mesh/mesh";
import { meshRecordings } from "./mesh-recordings";
import type { RuleBuilder } from "./builder";

/** Every alert that a mesh has once, by theme. */
export const MESH_ALERTS: Readonly<
  Record<string, readonly Alert<MeshSubject>[]>
> = {
  mtls: mtlsAlerts,
  sidecars: sidecarAlerts,
  istiod: istiodAlerts,
  configuration: meshConfigAlerts,
  certificates: certificateAlerts,
  telemetry: telemetryAlerts,
};

/** How often the recordings are made; everything else reads them. */
export const RECORDING_INTERVAL = "30s";

/** The rules that a mesh has once: the recordings, and what is about no service. */
export function meshRules(
  mesh: MeshDescription,
  builder: RuleBuilder,
): readonly RuleGroup[] {
  const recordings = meshRecordings(mesh);
  const alerts = Object.entries(MESH_ALERTS).flatMap(([theme, all]) =>
    grouped({
      name: `${mesh.name}-${theme}`,
      rules: all
        .filter((alert) => alert.applies?.({ mesh }) ?? true)
        .map((alert) => builder.alert(alert, { mesh })),
    }),
  );
  return [
    ...grouped({
      name: `${mesh.name}-recordings`,
      interval: RECORDING_INTERVAL,
      rules: recordings.map((recording) =>
        builder.recording(recording, `mesh ${mesh.name}`),
      ),
    }),
    ...alerts,
  ];
}
