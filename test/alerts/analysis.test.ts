import { analysisOf } from "../../src/alerts/analysis";
import { toYaml } from "../../src/manifests/yaml";
import type { EngineName } from "../../src/mesh/engine/engines";
import { ENGINE_NAMES } from "../../src/mesh/engine/engines";
import { describeService } from "../../src/mesh/service";
import { format } from "../../src/promql/format";
import { infer } from "../../src/promql/infer";
import { parse } from "../../src/promql/parse";
import { knownTo } from "../../src/rules/catalogue";
import { promtool, testWithPromtool } from "../promtool";

/** What pods of the two versions are called by the ways that engines know them. */
const PODS = {
  stable: { workload: "web-app-primary", hash: "5c9f6f7b9" },
  canary: { workload: "web-app", hash: "7d4c8d9b5c" },
} as const;

/** What an engine asks of web-app, each with its arguments filled in. */
function asked(engine: EngineName) {
  const { value } = describeService({
    name: "web-app",
    image: "registry.example/web-app:1.4.2",
    port: 8080,
    canary: { engine },
    alerts: { minimumRate: 1, canaryLatencyFloor: "50ms" },
  });
  if (!value?.engine) throw new Error("the service is sound");
  const [errors = "", latency = ""] = analysisOf(
    value,
    value.engine,
    "shop",
  ).map(({ query }) =>
    format(query.expr).replaceAll(
      /\{\{args\.(stable|canary)-hash\}\}/g,
      (_, version: keyof typeof PODS) => PODS[version].hash,
    ),
  );
  return { errors, latency };
}

test.each(ENGINE_NAMES)(
  "%s: texts that parse, and ask for what Istio emits",
  (engine) => {
    for (const text of Object.values(asked(engine))) {
      const { expr, problems } = parse(text);
      expect(problems).toEqual([]);
      expect(expr && infer(expr, knownTo().catalogue).findings).toEqual([]);
    }
  },
);

/** Requests a minute to a version, by their code; all within a bucket's bound, in milliseconds. */
interface Flow {
  readonly of: keyof typeof PODS;
  readonly ok?: number;
  readonly failed?: number;
  readonly within?: number;
}

const CODES = { ok: "200", failed: "503" } as const;
const BOUNDS = [5, 50, 100, 250, 500];

function series({ of, within = 50, ...codes }: Flow) {
  const { workload, hash } = PODS[of];
  const labels = `reporter="destination",destination_workload="${workload}",destination_workload_namespace="shop",pod="web-app-${hash}-x2x9z"`;
  const line = (name: string, more: string, perMinute: number) => ({
    series: `${name}{${labels},${more}}`,
    values: `0+${perMinute / 4}x40`,
  });
  const all = Object.values(codes).reduce((sum, one) => sum + one, 0);
  const bucket = (le: string, rate: number) =>
    line("istio_request_duration_milliseconds_bucket", `le="${le}"`, rate);
  return [
    ...(["ok", "failed"] as const).flatMap((code) =>
      codes[code] === undefined
        ? []
        : [
            line(
              "istio_requests_total",
              `response_code="${CODES[code]}"`,
              codes[code],
            ),
          ],
    ),
    ...BOUNDS.map((bound) => bucket(`${bound}`, bound >= within ? all : 0)),
    bucket("+Inf", all),
  ];
}

type Answer = number | "none";
interface Answers {
  readonly errors: Answer;
  readonly latency: Answer;
}
const both = (answer: Answer): Answers => ({ errors: answer, latency: answer });

/**
 * What is asked, of which traffic => the answer. None is a failed check to
 * Flagger; to Argo Rollouts it tells nothing.
 */
const CASES: readonly (readonly [
  title: string,
  flows: readonly Flow[],
  answers: Answers | Readonly<Record<EngineName, Answers>>,
])[] = [
  [
    "both well: no difference",
    [
      { of: "stable", ok: 1200 },
      { of: "canary", ok: 120 },
    ],
    both(0),
  ],
  [
    "the canary fails a quarter, stable nothing",
    [
      { of: "stable", ok: 1200 },
      { of: "canary", ok: 90, failed: 30 },
    ],
    { errors: 0.25, latency: 0 },
  ],
  [
    "both fail alike: the canary is no worse",
    [
      { of: "stable", ok: 900, failed: 300 },
      { of: "canary", ok: 90, failed: 30 },
    ],
    both(0),
  ],
  [
    "stable has no requests: what the canary fails counts whole, and it is slower than nothing",
    [{ of: "canary", ok: 0, failed: 120, within: 500 }],
    { errors: 1, latency: 0 },
  ],
  [
    "the canary is slower",
    [
      { of: "stable", ok: 1200, within: 100 },
      { of: "canary", ok: 120, within: 500 },
    ],
    { errors: 0, latency: 5 },
  ],
  [
    "ten times slower, and still below the floor",
    [
      { of: "stable", ok: 1200, within: 5 },
      { of: "canary", ok: 120, within: 50 },
    ],
    both(0),
  ],
  [
    "a quiet night: nothing is held against the canary, and nothing for it",
    [
      { of: "stable", ok: 12 },
      { of: "canary", ok: 0 },
    ],
    { flagger: both(0), "argo-rollouts": both("none") },
  ],
  [
    "a quiet night, and the pods of the canary have had no request at all",
    [{ of: "stable", ok: 12 }],
    { flagger: both(0), "argo-rollouts": both("none") },
  ],
  [
    "one request a minute to the canary, and it failed: too few to tell",
    [
      { of: "stable", ok: 1200 },
      { of: "canary", ok: 0, failed: 4 },
    ],
    { flagger: both(0), "argo-rollouts": both("none") },
  ],
  [
    "a busy service whose canary sees none of its requests: no success",
    [{ of: "stable", ok: 1200 }],
    both("none"),
  ],
  ["no telemetry at all: no success", [], both("none")],
];

describe.each(ENGINE_NAMES)("%s", (engine) => {
  const { errors, latency } = asked(engine);
  testWithPromtool.each(CASES)("%s", (_, flows, answers) => {
    const answer = "errors" in answers ? answers : answers[engine];
    const expected = (expr: string, value: Answer) => ({
      expr,
      eval_time: "8m",
      exp_samples: value === "none" ? [] : [{ labels: "{}", value }],
    });
    const file = toYaml({
      tests: [
        {
          interval: "15s",
          input_series: flows.flatMap(series),
          promql_expr_test: [
            expected(`round(${errors}, 0.001)`, answer.errors),
            expected(`round(${latency}, 0.01)`, answer.latency),
          ],
        },
      ],
    });
    expect(
      promtool(["test", "rules", "analysis.test.yaml"], {
        "analysis.test.yaml": file,
      }),
    ).toBe("");
  });
});
