import type { Alert, ServiceSubject } from "../alerts/alert";
import { played } from "../alerts/alert";
import type { Objective } from "./objectives";
import { burnRatio, burnThreshold, mine, requestsLately } from "./recordings";
import type { Burn } from "./windows";
import { burns } from "./windows";

/** A service with one of its objectives. */
export interface ObjectiveSubject extends ServiceSubject {
  readonly objective: Objective;
}

const MEANING: Readonly<Record<Burn["speed"], string>> = {
  Fast: "At this rate the budget of the whole period is gone in about two days.",
  Medium:
    "At this rate the budget of the whole period is gone in about five days.",
  Slow: "At this rate the budget of the whole period is gone in about ten days.",
  VerySlow:
    "At this rate nothing of the budget is left at the end of the period.",
};

const OUTAGES = [
  played("web-app:errors=20%"),
  played("web-app:client-errors-only=20%"),
  played("web-app:canary-errors=30%"),
  played("web-app:canary-without-endpoint"),
  played("web-app:slow=2000ms", 60),
] as const;

const PROOF: Readonly<Record<Burn["speed"], Alert<never>["proof"]>> = {
  Fast: {
    fires: [...OUTAGES],
    silent: [
      played("web-app:errors=1%", 180),
      played("web-app:hang-ups=50%"),
      played("web-app:latency=200ms"),
    ],
  },
  Medium: {
    fires: [...OUTAGES, played("web-app:errors=1%", 180)],
    silent: [played("web-app:errors=0.5%", 300)],
  },
  Slow: {
    fires: [
      played("web-app:errors=0.5%", 300),
      played("web-app:errors=1%", 180),
    ],
    silent: [played("web-app:errors=0.2%", 420)],
  },
  VerySlow: {
    fires: [
      played("web-app:errors=0.2%", 420),
      played("web-app:errors=0.5%", 300),
    ],
    silent: [played("web-app:errors=0.08%", 420)],
  },
};

/** One of the four, for the objectives of any service of a period. */
export function burnAlert(burn: Burn): Alert<ObjectiveSubject> {
  const { speed, long, short, factor, severity } = burn;
  return {
    name: `IstioSloBurn${speed}`,
    severity: ({ objective }) => (objective.page ? severity : "warning"),
    dashboard: "slo",
    query: ({ target, objective, service: { thresholds } }) => {
      const where = mine(target, objective);
      const limit = burnThreshold(objective, factor);
      return burnRatio(long)
        .where(where)
        .gt(limit)
        .and(burnRatio(short).where(where).gt(limit))
        .and(requestsLately(target, objective).gt(thresholds.minimumRate));
    },
    for: burn.for,
    // The medium alert looks back further; it must not page for what the fast one did.
    ...(speed === "Fast" && { keepFiringFor: "30m" }),
    summary: `The error budget burns ${factor === 1 ? "as fast as it is given" : `${factor} times too fast`}.`,
    description: ({ service, objective }) =>
      `{{ $value | humanizePercentage }} of the requests to ${service.name} in the last ${long} missed the objective ${objective.name} of ${objective.percent} %.`,
    runbook: {
      meaning: `Over the last ${long}, and still over the last ${short}, more than ${factor} times the allowed share of requests missed the objective (windows for a period of 30 days; they scale with the period). ${MEANING[speed]}`,
      impact: "What was promised to the service's users is being broken.",
      diagnosis: [
        [
          "Which versions and answers.",
          'sum by (destination_version, response_code, response_flags) (service:istio_requests:rate5m{destination_service_name="SERVICE"})',
        ],
        [
          "What is left of the budget.",
          'slo:error_budget:remaining{service="SERVICE"}',
        ],
        [
          "What the application says.",
          "kubectl logs -n NAMESPACE -l app=SERVICE --tail=100 --prefix",
        ],
        "The warnings of the same service, which this alert mutes, narrow it down: errors at the server, unreachable, latency.",
      ],
      mitigation: [
        "If the canary fails alone, set its weight to 0.",
        "Roll back the release that began it.",
        severity === "critical"
          ? "If it is a dependency, work with those who have its alert."
          : "Nobody has to get up for it: find the cause within the working day.",
      ],
    },
    proof: PROOF[speed],
  };
}

/** The four alerts of each period's windows. */
export function burnAlerts(
  objective: Objective,
): readonly Alert<ObjectiveSubject>[] {
  return burns(objective.period).map(burnAlert);
}
