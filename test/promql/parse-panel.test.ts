import * as fc from "fast-check";
import { variableUses } from "../../src/promql/grafana-variables";
import { parsePanel } from "../../src/promql/parse-panel";
import { render } from "../../src/promql/render";

/** What is read, with the variables' names in angle brackets. */
function read(text: string): string {
  const { expr, problems } = parsePanel(text);
  if (expr)
    return render(expr).replaceAll(/grafana_variable_(\w+?)_(?!\w)/g, "<$1>");
  return problems.map(({ message }) => message).join("; ") || "unknown";
}

test.each([
  ['a{job=~"$job"}', 'a{job=~"<job>"}'],
  ['a{job=~"x-${job:regex}"}', 'a{job=~"x-<job>"}'],
  ["rate(a[$__rate_interval])", "rate(a[$__rate_interval])"],
  ["rate(a[[[window]]])", "rate(a[$window])"],
  ["rate(a[${n}m])", "rate(a[$nm])"],
  ["a offset $ago", "a offset $ago"],
  ["sum by ($by, x) (a)", "sum by (<by>, x) (a)"],
  ["sum(a) without (${by:csv})", "sum without (<by>) (a)"],
  ["a / on ($by) b", "a / on (<by>) b"],
  ['$metric{a="b"}', '<metric>{a="b"}'],
  ["rate(${metric}[5m])", "rate(<metric>[5m])"],
  ["a{$filter}", 'a{<filter>="<filter>"}'],
  ['a{$label="b"}', 'a{<label>="b"}'],
  ["a{b=${c:doublequote}}", 'a{b="<c>"}'],
  ["topk($n, a)", "topk(scalar(<n>), a)"],
  ["a / $__range_s", "a / scalar(<__range_s>)"],
  ["$agg by (x) (a)", "max by (x) (a)"],
  ["$function(a[5m])", "last_over_time(a[5m])"],
  ["a # of $b\n+ c", "a + c"],
  ["a # of $b (c\n+ $d{}", "a + <d>"],
  [
    'label_replace(a, "b", "$1", "c", "(.*)")',
    'label_replace(a, "b", "$1", "c", "(.*)")',
  ],
])("%s is read as %s", (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  ['sum(a{job=~"$job"}', "got ( that is never closed"],
  ["rate(a[$__rate_interval]", "got ( that is never closed"],
])("what no value of its variables mends is wrong: %s", (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each(["a $operator b", "$expression by", "a[5$unit]"])(
  "of what some value may mend nothing is said: %s",
  (text) => {
    expect(read(text)).toBe("unknown");
  },
);

test("problems stand where they are written", () => {
  const text = 'a{job=~"$job"} + sum(b{job="[[job]]"}';
  const { problems, back } = parsePanel(text);
  expect(problems.map(({ span }) => text.slice(back(span.from)))).toEqual([
    '(b{job="[[job]]"}',
  ]);
});

test("variables are found as Grafana finds them", () => {
  const names = (text: string) => variableUses(text).map(({ name }) => name);
  expect(names("$a ${b} ${c:csv} [[d]] [[e:pipe]] ${f.text} $1 $ {g}")).toEqual(
    ["a", "b", "c", "d", "e", "f"],
  );
});

test("any text is read without an exception, and places stay within it", () => {
  const piece = fc.constantFrom(
    ..."$a|${b}|[[c]]|${d:csv}|[|]|(|)|{|}|\"|'|#|\n|x|5m| |by|offset|=|=~|,".split(
      "|",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const { problems, back } = parsePanel(text);
      for (const { span } of problems) {
        expect(back(span.from)).toBeGreaterThanOrEqual(0);
        expect(back(span.from)).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 500, interruptAfterTimeLimit: 5000 },
  );
});
