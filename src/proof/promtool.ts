import { stringify } from "yaml";
import type { Samples } from "./samples";
import { samplesOf } from "./samples";
import type { Scenario } from "./series";

export interface TestOptions {
  readonly scenario: Scenario;
  /** The file of the rules, beside the test's. */
  readonly rules: string;
  readonly expect: readonly (FiringExpectation | ValueExpectation)[];
}

/** All that fires at a minute, and nothing else. */
export interface FiringExpectation {
  /** Minutes after the start. */
  readonly at: number;
  /** @default - the number of firing alerts by name, severity, namespace and service */
  readonly expr?: string;
  readonly firing: readonly Firing[];
}

export interface Firing {
  readonly alertname: string;
  readonly severity?: string;
  readonly namespace?: string;
  readonly service?: string;
  /** How many alerts of these labels fire, one a pod for example. @default 1 */
  readonly count?: number;
}

/** What a query answers at a minute. */
export interface ValueExpectation {
  readonly at: number;
  readonly expr: string;
  readonly gives: readonly {
    readonly labels?: Readonly<Record<string, string>>;
    readonly value: number;
  }[];
}

/** A file for `promtool test rules`, as a plain object. */
export interface TestFile {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly [
    {
      readonly interval: string;
      readonly input_series: readonly Samples[];
      readonly promql_expr_test: readonly ExprTest[];
    },
  ];
}

interface ExprTest {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly {
    readonly labels: string;
    readonly value: number;
  }[];
}

/** Everything that fires; promtool's own alert tests say nothing of alerts they do not name. */
const ALL_FIRING =
  'count by (alertname, severity, namespace, service) (ALERTS{alertstate="firing"})';

/**
 * A scenario as `promtool test rules` plays it, a sample a minute, and what is
 * expected of the rules meanwhile.
 */
export function testFile({ scenario, rules, expect }: TestOptions): TestFile {
  const lasts = scenario.phases.reduce((sum, { minutes }) => sum + minutes, 0);
  for (const { at } of expect)
    if (at > lasts)
      throw new Error(
        `${scenario.name}: got an expectation at minute ${at}, but the scenario lasts ${lasts}; nothing fires after it`,
      );
  return {
    rule_files: [rules],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series: samplesOf(scenario.phases),
        promql_expr_test: expect.map(exprTest),
      },
    ],
  };
}

/** The same as YAML, under a comment that says what happens. */
export function testFileText(options: TestOptions): string {
  const text = stringify(testFile(options), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return `# ${options.scenario.says}\n${text}`;
}

function exprTest(expectation: FiringExpectation | ValueExpectation): ExprTest {
  const eval_time = `${expectation.at}m`;
  if ("gives" in expectation)
    return {
      expr: expectation.expr,
      eval_time,
      exp_samples: expectation.gives.map(({ labels = {}, value }) => ({
        labels: selector(labels),
        value,
      })),
    };
  return {
    expr: expectation.expr ?? ALL_FIRING,
    eval_time,
    exp_samples: expectation.firing.map(({ count = 1, ...labels }) => ({
      labels: selector(labels),
      value: count,
    })),
  };
}

function selector(labels: Readonly<Record<string, string>>): string {
  const inside = Object.entries(labels).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  return `{${inside.join(", ")}}`;
}
