import type { Alert, CanarySubject, ServiceSubject } from "../alerts/alert";
import { canaryAlerts } from "../alerts/canary";
import { analysisOf } from "../alerts/analysis";
import { grouped } from "../alerts/groups";
import type { RuleGroup } from "../mesh/rule";
import { serviceErrors } from "../alerts/service-errors";
import { serviceTraffic } from "../alerts/service-traffic";
import { canarySubject, serviceSubject, speaksHttp } from "../alerts/subjects";
import type { MeshDescription } from "../mesh/mesh";
import type { Service } from "../mesh/service";
import type { Described } from "../problems/problem";
import { declareWeight } from "../signals/canary";
import { burnAlerts } from "../slo/alerts";
import type { Objective } from "../slo/objectives";
import { objectivesOf } from "../slo/objectives";
import { objectiveRecordings } from "../slo/recordings";
import type { RuleBuilder } from "./builder";
import { RECORDING_INTERVAL } from "./mesh-rules";

/** Every alert that a service has, and those that its canary has. */
export const SERVICE_ALERTS: readonly Alert<ServiceSubject>[] = [
  ...serviceErrors,
  ...serviceTraffic,
];
export const CANARY_ALERTS: readonly Alert<CanarySubject>[] = canaryAlerts;

/** How often the long windows are made: their alerts wait for hours anyway. */
const SLOW_INTERVAL = "2m";

/** The rules of one service: its objectives', its alerts, and its canary's. */
export function serviceRules(
  mesh: MeshDescription,
  service: Service,
  builder: RuleBuilder,
): Described<readonly RuleGroup[]> {
  const subject = serviceSubject(mesh, service);
  const canary = canarySubject(subject);
  const { value: objectives = [], problems } = speaksHttp(subject)
    ? objectivesOf(service, mesh.monitoring.interval)
    : { problems: [] };
  const { engine } = service;
  if (engine)
    for (const metric of analysisOf(service, engine, mesh.namespace.name))
      builder.analysis(metric, `service ${service.name}`);
  const alerts = SERVICE_ALERTS.filter((a) => a.applies?.(subject) ?? true);
  const forCanary = canary
    ? [
        // An engine's weights are nowhere declared, so no alert compares with them.
        ...(engine
          ? []
          : [
              builder.recording(
                declareWeight(canary.canary, canary.weight),
                `service ${service.name}`,
              ),
            ]),
        ...CANARY_ALERTS.filter((alert) => alert.applies?.(canary) ?? true).map(
          (alert) => builder.alert(alert, canary),
        ),
      ]
    : [];
  const value = [
    ...objectives.flatMap((one) => objectiveGroups(subject, one, builder)),
    {
      name: `${service.name}-service`,
      rules: alerts.map((alert) => builder.alert(alert, subject)),
    },
    { name: `${service.name}-canary`, rules: forCanary },
  ];
  return { value: value.flatMap(grouped), problems };
}

function objectiveGroups(
  subject: ServiceSubject,
  objective: Objective,
  builder: RuleBuilder,
): readonly RuleGroup[] {
  const { quick, slow } = objectiveRecordings(subject.target, objective);
  const name = `${subject.service.name}-slo-${objective.name}`;
  const owner = `service ${subject.service.name}`;
  const burns = burnAlerts(objective).map((alert) =>
    builder.alert(alert, { ...subject, objective }, { slo: objective.name }),
  );
  return [
    {
      name,
      interval: RECORDING_INTERVAL,
      rules: [...quick.map((one) => builder.recording(one, owner)), ...burns],
    },
    {
      name: `${name}-long`,
      interval: SLOW_INTERVAL,
      rules: slow.map((one) => builder.recording(one, owner)),
    },
  ];
}
