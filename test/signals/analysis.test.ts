import { format } from "../../src/promql/format";
import { infer } from "../../src/promql/infer";
import { parse } from "../../src/promql/parse";
import { knownTo } from "../../src/rules/catalogue";
import { analysedErrors, analysedLatency } from "../../src/signals/analysis";
import { toYaml } from "../../src/manifests/yaml";
import { promtool, testWithPromtool } from "../promtool";

const compared = {
  namespace: "shop",
  stable: "web-app-primary",
  canary: "web-app",
  window: "1m",
  minimumRate: 1,
} as const;
const QUERIES = {
  errors: format(analysedErrors(compared).expr),
  latency: format(analysedLatency(compared, 50).expr),
};

test.each(Object.entries(QUERIES))(
  "%s: text that parses, and asks for what Istio emits",
  (_, text) => {
    const { expr, problems } = parse(text);
    expect(problems).toEqual([]);
    expect(expr && infer(expr, knownTo().catalogue).findings).toEqual([]);
  },
);

/** Requests a minute of a workload, by their code; all within a bucket's bound, in milliseconds. */
interface Flow {
  readonly of: string;
  readonly ok?: number;
  readonly failed?: number;
  readonly within?: number;
}

const CODES = { ok: "200", failed: "503" } as const;
const BOUNDS = [50, 100, 250, 500];

function series({ of, within = 50, ...codes }: Flow) {
  const labels = `reporter="destination",destination_workload="${of}",destination_workload_namespace="shop"`;
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

/** What is asked, of which traffic => the answer; none is a failed check to Flagger. */
const CASES: readonly (readonly [
  title: string,
  flows: readonly Flow[],
  errors: Answer,
  latency: Answer,
])[] = [
  [
    "both well: no difference",
    [
      { of: "web-app-primary", ok: 1200 },
      { of: "web-app", ok: 120 },
    ],
    0,
    0,
  ],
  [
    "the canary fails a quarter, stable nothing",
    [
      { of: "web-app-primary", ok: 1200 },
      { of: "web-app", ok: 90, failed: 30 },
    ],
    0.25,
    0,
  ],
  [
    "both fail alike: the canary is no worse",
    [
      { of: "web-app-primary", ok: 900, failed: 300 },
      { of: "web-app", ok: 90, failed: 30 },
    ],
    0,
    0,
  ],
  [
    "stable has no requests: what the canary fails counts whole",
    [{ of: "web-app", ok: 0, failed: 120 }],
    1,
    0,
  ],
  [
    "the canary is slower",
    [
      { of: "web-app-primary", ok: 1200, within: 100 },
      { of: "web-app", ok: 120, within: 500 },
    ],
    0,
    5,
  ],
  [
    "a quiet night: nothing is held against the canary",
    [
      { of: "web-app-primary", ok: 12 },
      { of: "web-app", ok: 0 },
    ],
    0,
    0,
  ],
  [
    "a quiet night, and the pods of the canary have had no request at all",
    [{ of: "web-app-primary", ok: 12 }],
    0,
    0,
  ],
  [
    "one request a minute to the canary, and it failed: too few to tell",
    [
      { of: "web-app-primary", ok: 1200 },
      { of: "web-app", ok: 0, failed: 4 },
    ],
    0,
    0,
  ],
  [
    "a busy service whose canary sees none of its requests: no success",
    [{ of: "web-app-primary", ok: 1200 }],
    "none",
    "none",
  ],
  ["no telemetry at all: no success", [], "none", "none"],
];

testWithPromtool.each(CASES)("%s", (_, flows, errors, latency) => {
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
          expected(`round(${QUERIES.errors}, 0.001)`, errors),
          expected(`round(${QUERIES.latency}, 0.01)`, latency),
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
