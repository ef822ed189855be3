import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as promql from "../../src/promql/build";

const { counter, gauge, histogram } = promql;

/** What the names in the examples of the comments stand for. */
const scope = {
  ...promql,
  a: gauge("a", ["pod", "namespace", "code", "node"]),
  b: gauge("b", ["pod", "namespace", "code", "node"]),
  m: gauge("m", ["pod"]),
  buckets: gauge("buckets", ["le"]),
  requests: counter("requests_total", ["code"]),
  memory: gauge("memory_bytes", ["pod"]),
  latency: histogram("latency", ["code", "pod"]),
};
const istio = {
  ...scope,
  requests: counter("istio_requests_total", [
    "reporter",
    "response_code",
    "destination_service_name",
  ]),
};

/** `call => text` in backquotes, or on the indented lines of a comment. */
function examples(file: string): [string, string][] {
  const text = readFileSync(join("src/promql", file), "utf8");
  const comments = text.match(/\/\*\*[^]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const lines = comment
      .replaceAll(/^ *\* ?/gm, "")
      .replaceAll(/\n +=>/g, " =>");
    const found = lines.matchAll(
      /`([^`\n]+?) => ([^`\n]+)`|^ {4}(.+?) => (.+)$/gm,
    );
    return [...found].map(
      ([, call, emitted, line, after]): [string, string] => [
        call ?? line ?? "",
        emitted ?? after ?? "",
      ],
    );
  });
}

function run(call: string, names: object): string {
  const body = new Function(
    ...Object.keys(names),
    `return String(${call})`,
  ) as (...values: readonly unknown[]) => string;
  try {
    return body(...Object.values(names));
  } catch (error) {
    if (error instanceof promql.PromqlError) return error.name;
    throw error;
  }
}

describe("the comments tell the truth", () => {
  describe.each([
    ["build.ts", 1, istio],
    ["instant.ts", 41, scope],
    ["metric.ts", 16, scope],
    ["histogram.ts", 7, scope],
    ["calls.ts", 16, scope],
    ["over-time.ts", 11, scope],
    ["match.ts", 4, istio],
    ["raw.ts", 1, scope],
    ["duration.ts", 2, scope],
  ])("%s", (file, count, names) => {
    const all = examples(file);
    test.each(all)("%s => %s", (call, emitted) => {
      expect(run(call, names)).toBe(emitted);
    });
    test("none is overlooked", () => {
      expect(all.length).toBeGreaterThanOrEqual(count);
    });
  });
});
