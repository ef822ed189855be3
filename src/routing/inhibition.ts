/** What an alert must carry: a value, or with `~` a regular expression. */
export interface Match {
  readonly label: string;
  readonly is: string;
  readonly regex?: boolean;
}

/** While a source fires, targets with the same `equal` labels are not told. */
export interface Inhibition {
  readonly why: string;
  readonly source: readonly Match[];
  readonly target: readonly Match[];
  readonly equal: readonly string[];
}

const named = (...names: readonly string[]): Match => ({
  label: "alertname",
  is: names.join("|"),
  regex: true,
});
const severity = (...levels: readonly string[]): Match => ({
  label: "severity",
  is: levels.join("|"),
  regex: true,
});
const SAME_SERVICE = ["namespace", "service"] as const;

/** So that one fault pages once: what explains a fault mutes what follows from it. */
export const inhibitions: readonly Inhibition[] = [
  {
    why: "A page about a service says more than its warnings.",
    source: [severity("critical")],
    target: [severity("warning", "info")],
    equal: SAME_SERVICE,
  },
  {
    why: "A canary that fails explains the budget that it burns.",
    source: [named("IstioCanaryErrorRegression", "IstioCanaryWithoutEndpoint")],
    target: [
      severity("critical"),
      named("IstioSloBurn.*", "IstioServiceErrorRateHigh"),
    ],
    equal: SAME_SERVICE,
  },
  {
    why: "An empty subset is no failing version.",
    source: [named("IstioCanaryWithoutEndpoint")],
    target: [named("IstioCanaryErrorRegression")],
    equal: SAME_SERVICE,
  },
  {
    why: "The fast burn is the same fault as the slower ones.",
    source: [named("IstioSloBurnFast")],
    target: [named("IstioSloBurn(Medium|Slow|VerySlow)")],
    equal: SAME_SERVICE,
  },
  {
    why: "The medium burn is the same fault as the slower ones.",
    source: [named("IstioSloBurnMedium")],
    target: [named("IstioSloBurn(Slow|VerySlow)")],
    equal: SAME_SERVICE,
  },
  {
    why: "A service that fails is slow as well.",
    source: [
      named("IstioSloBurn(Fast|Medium)"),
      { label: "slo", is: "availability" },
    ],
    target: [
      named("IstioSloBurn.*"),
      { label: "slo", is: "latency-.*", regex: true },
    ],
    equal: SAME_SERVICE,
  },
  {
    why: "Without istiod nothing else of it can be right.",
    source: [named("IstiodDown")],
    target: [{ label: "service", is: "istiod" }],
    equal: ["namespace"],
  },
  {
    why: "Without istiod no proxy can reach it.",
    source: [named("IstiodDown")],
    target: [named("IstioProxyIstiodConnectionFailing")],
    equal: ["namespace"],
  },
  {
    why: "Without any telemetry each service seems to be without traffic.",
    source: [named("IstioTelemetryAbsent")],
    target: [
      named(
        "IstioServiceTelemetryAbsent",
        "IstioServiceTrafficDropped",
        "IstioProxyScrapeDown",
      ),
    ],
    equal: ["namespace"],
  },
  {
    why: "Pods that cannot be scraped seem to have no traffic.",
    source: [named("IstioProxyScrapeDown")],
    target: [
      named(
        "IstioCanaryNoTraffic",
        "IstioCanaryWeightDrift",
        "IstioServiceTrafficDropped",
      ),
    ],
    equal: ["namespace"],
  },
];
