import type { Expr } from "../promql/ast";

/** A query that was built with `promql`. */
export interface BuiltQuery {
  readonly expr: Expr;
}

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

/** A rule before it is rendered: its query as text, or built with `promql`. */
export type Given<Rule extends { readonly expr: string }> = Omit<
  Rule,
  "expr"
> & { readonly expr: string | BuiltQuery };

export interface RuleGroupProps extends Omit<RuleGroup, "rules"> {
  readonly rules: readonly (Given<AlertRule> | Given<RecordingRule>)[];
}
