import { Chart, Lazy } from "cdk8s";
import type { IConstruct } from "constructs";
import { Construct } from "constructs";
import type { TelemetrySpec } from "../../imports/telemetry.istio.io";
import { Telemetry as TelemetryObject } from "../../imports/telemetry.istio.io";
import { dnsLabel, labelKey, labelValue } from "../mesh/scalars";
import { mapOf, optional, shape } from "../mesh/shape";
import type { TelemetrySettings } from "../mesh/telemetry";
import { telemetryChecks } from "../mesh/telemetry";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { clusterOf } from "./output";
import { report, reportLater } from "./report";
import { checkProviders } from "./telemetry-providers";
import { conflicts, telemetrySpec } from "./telemetry-spec";

export interface TelemetryProps extends TelemetrySettings {
  /** @default "default" */
  readonly name?: string;
  /** Istio's root namespace makes it mesh-wide. @default - the chart's */
  readonly namespace?: string;
  /** Labels of the pods it is for. @default - all of the namespace */
  readonly selector?: Readonly<Record<string, string>>;
}

const propsShape = shape<TelemetryProps>({
  ...telemetryChecks,
  name: optional(dnsLabel),
  namespace: optional(dnsLabel),
  selector: optional(mapOf(labelValue, labelKey)),
});

/** What all parts of an app have asked for, by cluster and scope. */
const scopes = new WeakMap<IConstruct, Map<string, TelemetrySettings[]>>();

/**
 * Labels, access log and tracing of a namespace or of some of its pods. However
 * many parts of an app ask for one scope, one object comes out: of several
 * Istio would take the oldest and drop the others without a word.
 * https://istio.io/latest/docs/reference/config/telemetry/
 */
export class Telemetry extends Construct {
  constructor(scope: Construct, id: string, props: TelemetryProps) {
    super(scope, id);
    const problems: Problem[] = [];
    const { name = "default", selector, ...rest } = props;
    const at = new Place(`telemetry ${name}`, problems);
    propsShape(props, at);
    if (!hasErrors(problems)) {
      this.join(name, selector, rest, at);
      reportLater(this, () => providerProblems(this, name, rest));
    }
    report(this, problems);
  }

  private join(
    name: string,
    selector: Readonly<Record<string, string>> | undefined,
    given: Omit<TelemetryProps, "name" | "selector">,
    at: Place,
  ): void {
    const { namespace = Chart.of(this).namespace, ...settings } = given;
    const parts = partsOf(
      this,
      JSON.stringify([clusterOf(this), namespace, selector ?? null]),
    );
    for (const conflict of conflicts(parts, settings))
      at.error(conflict, "say it in one place");
    parts.push(settings);
    if (parts.length > 1) return;
    new TelemetryObject(this, "Telemetry", {
      metadata: { name, ...(namespace !== undefined && { namespace }) },
      spec: Lazy.any({
        produce: () => telemetrySpec(parts, selector),
      }) as TelemetrySpec,
    });
  }
}

function providerProblems(
  construct: Telemetry,
  name: string,
  settings: TelemetrySettings,
): readonly Problem[] {
  const problems: Problem[] = [];
  checkProviders(construct, settings, new Place(`telemetry ${name}`, problems));
  return problems;
}

function partsOf(construct: IConstruct, scope: string): TelemetrySettings[] {
  const app = construct.node.root;
  const known = scopes.get(app) ?? new Map<string, TelemetrySettings[]>();
  scopes.set(app, known);
  const parts = known.get(scope) ?? [];
  known.set(scope, parts);
  return parts;
}
