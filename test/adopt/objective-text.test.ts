import { objectiveText, readObjective } from "../../src/adopt/objective-text";
import { Place } from "../../src/problems/place";
import { printProblem } from "../../src/problems/print";
import type { Problem } from "../../src/problems/problem";

const read = (text: string) => {
  const problems: Problem[] = [];
  const value = readObjective(text, new Place("--slo", problems));
  return value ?? problems.map(printProblem).join("\n");
};

test.each([
  ["99.9", { availability: 99.9, page: false }],
  [
    "availability=99.9%,p95=500ms",
    { availability: 99.9, latency: { p95: "500ms" }, page: false },
  ],
  [
    "p99=1s, period=7d, page=true",
    { latency: { p99: "1s" }, period: "7d", page: true },
  ],
])("%s", (text, value) => {
  expect(read(text)).toEqual(value);
  if (typeof value === "object")
    expect(read(objectiveText(value as never))).toEqual(value);
});

test.each([
  [
    "availabilty=99",
    'error: --slo: got "availabilty=99", expected availability, p50 … p99, period, page\n  fix: write availability=…',
  ],
  [
    "availability=101",
    "error: --slo, availability: got 101, expected a share in percent, greater than 0 and less than 100\n  fix: write it like 99.9",
  ],
  [
    "p95=fast",
    'error: --slo, latency.p95: got "fast", expected a duration such as 500ms, 2s or 1m\n  fix: write a number and its unit: "2s"',
  ],
  [
    "page=yes,99",
    'error: --slo: got "page=yes", expected availability, p50 … p99, period, page\n  fix: write page=true or page=false',
  ],
  [
    "page=true",
    'error: --slo: got {"page":true}, expected an availability or a latency\n  fix: write slo: { availability: 99.9, latency: { p95: "500ms" } }',
  ],
])("%s is refused", (text, said) => {
  expect(read(text)).toBe(said);
});
