/** An alerting rule, as Prometheus has it. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A recording rule, as Prometheus has it. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface RuleGroup {
  readonly name: string;
  /** How often it is evaluated. @default - Prometheus's own interval */
  readonly interval?: string;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}
