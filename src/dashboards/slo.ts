import { speaksHttp, serviceSubject } from "../alerts/subjects";
import type { MeshDescription } from "../mesh/mesh";
import type { Period } from "../mesh/objective";
import * as istio from "../metrics/istio";
import {
  allowedRatio,
  burnRate,
  objectiveRates,
  remainingBudget,
} from "../slo/recordings";
import type { Burn } from "../slo/windows";
import { burns } from "../slo/windows";
import type { Board, Row } from "./board";
import { above, below } from "./limits";
import { NUMBER, rateOf, SHARE } from "./units";
import { NAMESPACE, PICKED } from "./variables";

const HERE = { destination_service_namespace: NAMESPACE } as const;
const MINE = { ...HERE, service: PICKED.service, slo: "$slo" } as const;

/** What was promised, and what is left of it. */
export const slo: Board = {
  name: "slo",
  title: "SLO",
  description:
    "What was promised to the services' users, what is left of each budget, and how fast it burns. A burn rate of 1 spends exactly the budget in the period.",
  applies: (mesh) => periodsOf(mesh).length > 0,
  variables: ["namespace", "promised", "objective"],
  annotated: true,
  rows: (mesh) => [all(mesh), one(mesh)],
};

function periodsOf(mesh: MeshDescription): readonly Period[] {
  const periods = mesh.services
    .filter((service) => speaksHttp(serviceSubject(mesh, service)))
    .flatMap(({ slo }) => (slo ? [slo.period ?? "30d"] : []));
  return [...new Set(periods)].sort();
}

/** The alerts' windows, of all periods; each once. */
function windowsOf(
  mesh: MeshDescription,
  which: "long" | "short",
): readonly Burn["long"][] {
  const all = periodsOf(mesh).flatMap((period) =>
    burns(period).map((burn) => burn[which]),
  );
  return [...new Set(all)];
}

/** Of each objective, the fastest burn's long window: an hour, for thirty days. */
function burnNow(mesh: MeshDescription): ReturnType<typeof burnRate> {
  const [first, ...rest] = [
    ...new Set(periodsOf(mesh).map((period) => burns(period)[0]?.long ?? "1h")),
  ].map((window) => burnRate(window, HERE));
  return rest.reduce(
    (joined, next) => joined.or(next),
    first ?? burnRate("1h", HERE),
  );
}

function all(mesh: MeshDescription): Row {
  return {
    title: "All objectives",
    panels: [
      {
        kind: "table",
        title: "Objectives",
        description:
          "Each objective: what was promised, what is left of its budget over the whole period (below zero: overspent), and how fast it burns now.",
        labels: { service: "Service", slo: "Objective" },
        link: { label: "service", to: "slo", as: "service" },
        columns: [
          {
            title: "Promised",
            unit: SHARE,
            query: allowedRatio.where(HERE).subFrom(1).maxBy("service", "slo"),
          },
          {
            title: "Budget left",
            unit: SHARE,
            query: remainingBudget.where(HERE).minBy("service", "slo"),
            limits: [below(0)],
          },
          {
            title: "Burn rate",
            unit: NUMBER,
            query: burnNow(mesh).maxBy("service", "slo"),
            limits: [above(1)],
          },
        ],
      },
    ],
  };
}

function one(mesh: MeshDescription): Row {
  const factors = burns("30d").map(({ factor, severity }) =>
    above(factor, severity),
  );
  const { bad, every } = objectiveRates(MINE);
  return {
    title: "$service: $slo",
    panels: [
      {
        kind: "graph",
        title: "Budget left",
        description:
          "What is left of the budget over the whole period. Below zero the promise is broken.",
        unit: SHARE,
        lines: [
          { query: remainingBudget.where(MINE), legend: "{{service}} {{slo}}" },
        ],
        limits: [below(0, "critical")],
      },
      {
        kind: "graph",
        title: "Requests, and those that missed",
        description:
          "Requests a second that the objective counts, and those that missed it.",
        unit: rateOf(istio.requests),
        lines: [
          { query: every, legend: "all" },
          { query: bad, legend: "missed" },
        ],
      },
      ...(["long", "short"] as const).map((which) => ({
        kind: "graph" as const,
        title: `Burn rate, ${which} windows`,
        description: `How many times faster than allowed the budget burns, over the alerts' ${which} windows. An alert fires where both its windows are above its line: 14.4, 6, 3 and 1, the fastest over the shortest.`,
        unit: NUMBER,
        lines: windowsOf(mesh, which).map((window) => ({
          query: burnRate(window, MINE),
          legend: `over ${window}`,
        })),
        limits: factors,
        alerts: burns("30d").map(({ speed }) => `IstioSloBurn${speed}`),
      })),
    ],
  };
}
