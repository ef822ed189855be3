import type { FaultOf, Played } from "../alerts/alert";
import { severityOf } from "../alerts/to-rule";
import type { Alert } from "../alerts/alert";
import { canarySubject, serviceSubject } from "../alerts/subjects";
import type { MeshDescription } from "../mesh/mesh";
import type { FaultText } from "../proof/faults";
import { FAULTS } from "../proof/faults";
import { aimed } from "../proof/inject";
import { worldOf } from "../proof/mesh-world";
import type { Firing } from "../proof/promtool";
import { testFileText } from "../proof/promtool";
import { scenarioOf } from "../proof/scenario";
import { burnAlert } from "../slo/alerts";
import { burns } from "../slo/windows";
import { MESH_ALERTS } from "./mesh-rules";
import { CANARY_ALERTS, SERVICE_ALERTS } from "./service-rules";

/** A file for `promtool test rules`: a fault, and every alert that fires on it. */
export interface ProofFile {
  readonly name: string;
  readonly text: string;
}

/** Healthy minutes before a fault: more than the hour that some alerts look back. */
const BEFORE = 75;
const MINUTES = 40;

/** Which alerts fire, however many pods or objectives each has. */
const FIRING =
  'group by (alertname, severity, namespace, service) (ALERTS{alertstate="firing"})';

/**
 * The proof of all alerts on a mesh. Each fault that any alert names is played
 * with all rules loaded, and the complete set of firing alerts is compared: so
 * each alert is proven to fire on its faults and to stay silent on all others.
 */
export function proofsOf(
  mesh: MeshDescription,
  rules: string,
): readonly ProofFile[] {
  const world = worldOf(mesh);
  const expected = firingOn(mesh);
  return [...expected.values()].map(({ played, firing }) => {
    const { fault, minutes = MINUTES } = played;
    const scenario = scenarioOf(world, fault, {
      before: BEFORE,
      during: minutes,
    });
    const sorted = distinct(firing);
    return {
      name: `${scenario.name}${minutes === MINUTES ? "" : `-for-${minutes}m`}.test.yaml`,
      text: testFileText({
        scenario,
        rules,
        expect: [
          ...(scenario.phases.length > 1
            ? [{ at: BEFORE - 1, expr: FIRING, firing: [] }]
            : []),
          { at: BEFORE + minutes, expr: FIRING, firing: sorted },
        ],
      }),
    };
  });
}

/** Each once, by name: an alert on the mesh is the same whichever service a fault befalls. */
function distinct(firing: readonly Firing[]): readonly Firing[] {
  const each = new Map(firing.map((one) => [JSON.stringify(one), one]));
  return [...each.values()].sort((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
  );
}

interface Expected {
  readonly played: Played;
  readonly firing: Firing[];
}

const key = ({ fault, minutes = MINUTES }: Played) => `${fault} ${minutes}`;

/** By fault, what must fire: the alerts that name it, and none where none does. */
function firingOn(mesh: MeshDescription): Map<string, Expected> {
  const all = new Map<string, Expected>();
  const at = (played: Played): Expected => {
    const known = all.get(key(played)) ?? { played, firing: [] };
    all.set(key(played), known);
    return known;
  };
  const namespace = mesh.namespace.name;
  const add = <S>(
    alert: Alert<S>,
    subjectOf: (service: string) => S | undefined,
    service: (of: string) => string,
  ): void => {
    for (const played of alert.proof.silent) at(played);
    for (const played of alert.proof.fires)
      for (const of of befallen(played, mesh)) {
        const subject = subjectOf(of);
        if (!subject || alert.applies?.(subject) === false) continue;
        at(played).firing.push({
          alertname: alert.name,
          severity: severityOf(alert, subject),
          namespace,
          service: service(of),
        });
      }
  };
  const subjects = new Map(
    mesh.services.map((one) => [one.name, serviceSubject(mesh, one)]),
  );
  const itself = (of: string) => of;
  for (const alert of Object.values(MESH_ALERTS).flat())
    add(
      alert,
      () => ({ mesh }),
      (of) =>
        alert.service?.includes("{{") ? of : (alert.service ?? mesh.name),
    );
  for (const alert of SERVICE_ALERTS)
    add(alert, (of) => subjects.get(of), itself);
  for (const alert of CANARY_ALERTS)
    add(
      alert,
      (of) => {
        const subject = subjects.get(of);
        return subject && canarySubject(subject);
      },
      itself,
    );
  for (const alert of burns("30d").map(burnAlert))
    add(
      alert,
      (of) => {
        const subject = subjects.get(of);
        return subject && { ...subject, objective: NONE };
      },
      itself,
    );
  for (const { name, harmless } of FAULTS)
    if (harmless === true)
      for (const service of ["web-app", "cart"])
        at({ fault: aimed(name as FaultText, service) as FaultOf });
  return all;
}

/** The services that a fault befalls: the one that it names, or all. */
function befallen({ fault }: Played, mesh: MeshDescription): readonly string[] {
  const [service, rest] = fault.split(":");
  return service === undefined || rest === undefined
    ? mesh.services.map(({ name }) => name)
    : [service];
}

/** A burn alert's severity is the same for every objective that pages. */
const NONE = {
  name: "",
  percent: 0,
  budget: 0,
  period: "30d",
  page: true,
} as const;
