import fc from "fast-check";
import { nodes } from "../../src/promql/fold";
import { format } from "../../src/promql/format";
import { infer } from "../../src/promql/infer";
import { parse } from "../../src/promql/parse";
import { render } from "../../src/promql/render";

describe("what Prometheus refuses is refused, with the place", () => {
  test.each([
    ["", "", "got no expression"],
    ["# nothing", "# nothing", "got no expression"],
    ["a +", "+", 'got the end after "+", expected an operand'],
    ["a b", "b", 'got "b" after "a", expected an operator or the end'],
    ["a + & b", "&", 'got the character "&", which has no meaning here'],
    ["sum(a", "(", "got ( that is never closed"],
    ["a)", ")", "got ) that nothing opened"],
    ["sum(a]", "]", "got ], expected ) to close ("],
    [
      "rat(a[5m])",
      "rat",
      "got a call of rat, which is no function of Prometheus",
    ],
    ["a > 2.5.", "2.5.", "got 2.5., which is neither a number nor a duration"],
    ["a[5m1h]", "5m1h", "got 5m1h, which is neither a number nor a duration"],
    ["a[5m", "[", "got [ that is never closed"],
    ["a[0]", "0", "got 0, expected a duration above zero"],
    ["a[5m/0]", "/", "got a division by zero, 5m/0"],
    ["'a", "'a", "got 'a, but the string has no closing '"],
    ["'\\q'", "'\\q'", "got '\\q', but the string knows no escape \\q"],
    ["a{b=c}", "c", 'got "c" after "=", expected a text in quotes'],
    ["a{b}", "}", 'got "}" after "b", expected =, !=, =~ or !~'],
    ["a{b='c' d}", "d", `got "d" after "'c'", expected a comma or }`],
    ["sum(a,)", ")", 'got ")" after ",", expected an operand'],
    ["sum by a", "a", 'got "a" after "by", expected ('],
    ["sum by (a b) (c)", "b", 'got "b" after "a", expected a comma or )'],
    ["a[5m 1m]", "1m", 'got "1m" after "5m", expected an operator, : or ]'],
    ["a[b]", "b", 'got "b" after "[", expected a duration'],
    ["a offset b", "b", 'got "b" after "offset", expected a duration'],
    ["a @ b", "b", 'got "b" after "@", expected a time'],
    [
      "a{b=~'['}",
      "'['",
      "got '[', which is no regular expression of RE2, which Prometheus takes",
    ],
    [
      "a{b=~'(?=c)'}",
      "'(?=c)'",
      "got '(?=c)', which is no regular expression of RE2, which Prometheus takes",
    ],
    [
      "{}",
      "{}",
      "got a selector that every series could match, as each matcher takes the empty text too",
    ],
    [
      "{a=~'.*'}",
      "{a=~'.*'}",
      "got a selector that every series could match, as each matcher takes the empty text too",
    ],
    [
      "a{__name__='b'}",
      "a{__name__='b'}",
      "got two names for one metric, a and b",
    ],
    [
      "rate(a)",
      "a",
      "got a, an instant vector, expected a range vector for rate",
    ],
    [
      "rate(sum(a))",
      "sum(a)",
      "got sum(…), an instant vector, expected a range vector for rate",
    ],
    [
      "sum(1)",
      "1",
      "got the number, a number, expected an instant vector for sum",
    ],
    [
      "sum(a[5m])",
      "a[5m]",
      "got a[5m], a range vector, expected an instant vector for sum",
    ],
    ["topk(a)", "topk(a)", "got 1 argument for topk, expected 2"],
    ["topk('5', a)", "'5'", 'got "5", a string, expected a number for topk'],
    [
      "count_values(5, a)",
      "5",
      "got the number, a number, expected a string for count_values",
    ],
    [
      "count_values('', a)",
      "''",
      "got an empty name for the label of count_values",
    ],
    [
      "round(a, 1, 2)",
      "round(a, 1, 2)",
      "got 3 arguments for round, expected 1 to 2",
    ],
    [
      "a[5m] + 1",
      "a[5m]",
      "got a[5m], a range vector, expected a number or an instant vector beside +",
    ],
    [
      "-a[5m]",
      "-a[5m]",
      "got a sign before a[5m], expected it before a number or an instant vector",
    ],
    [
      "+'a'",
      "+'a'",
      'got a sign before "a", expected it before a number or an instant vector',
    ],
    [
      "a + bool b",
      "a + bool b",
      "got bool after +, expected it after a comparison",
    ],
    ["1 == 1", "1 == 1", "got a comparison of two numbers, expected == bool"],
    [
      "a and 1",
      "a and 1",
      "got a number beside and, expected an instant vector on both sides",
    ],
    [
      "a == on (b) 1",
      "a == on (b) 1",
      "got a matching beside a number, expected an instant vector on both sides",
    ],
    [
      "a and on (b) group_left () c",
      "a and on (b) group_left () c",
      "got group_left after and, which always takes all series",
    ],
    [
      "a + on (b) group_left (b) c",
      "a + on (b) group_left (b) c",
      "got the label b in on and in group_left at once",
    ],
    ["sum by (nan) (a)", "nan", "got nan, which is no label's name here"],
    [
      "(a)[5m]",
      "[5m]",
      "got a range of an expression in parentheses, expected one of a metric's name or its braces",
    ],
    ["a offset 5m [5m]", "[5m]", "got a range after offset or @"],
    [
      "a[5m:][5m:]",
      "a[5m:]",
      "got the subquery, a range vector, expected an instant vector for a subquery",
    ],
    [
      "sum(a) offset 5m",
      "offset 5m",
      "got offset after sum(…), expected it after a metric, its range or a subquery",
    ],
    ["a offset 5m offset 1m", "offset 1m", "got offset twice"],
    ["a @ Inf", "@ Inf", "got @ Inf, expected a time in seconds since 1970"],
    [
      "a[$__rate_interval]",
      "$__rate_interval",
      "got $__rate_interval, which only Grafana knows",
    ],
    ["info(a, b)", "b", "got b, expected only labels in braces for info"],
  ])("%s: %s", (text, place, message) => {
    const { expr, problems } = parse(text);
    const [first] = problems;
    expect(expr).toBeUndefined();
    expect(first?.message).toBe(message);
    expect(text.slice(first?.span.from, first?.span.to)).toBe(place);
    expect(first?.fix).not.toBe("");
  });
});

test("Grafana's variables stand for durations where that is asked for", () => {
  const { expr } = parse("rate(a[$__rate_interval]) offset $x", {
    variables: true,
  });
  expect(expr).toBeUndefined();
  const text = "rate(a[$__rate_interval] offset ${shift})";
  const parsed = parse(text, { variables: true });
  expect(parsed.expr && render(parsed.expr)).toBe(text);
});

test("a parsed node knows where it stood", () => {
  const text = 'sum(rate(a{b="c"}[5m])) / (d + 1)';
  const { expr, spanOf } = parse(text);
  if (expr?.kind !== "binary" || expr.right.kind !== "binary") throw expr;
  const at = (node: object) => {
    const span = spanOf(node);
    return text.slice(span?.from, span?.to);
  };
  expect(at(expr)).toBe(text);
  expect(at(expr.left)).toBe('sum(rate(a{b="c"}[5m]))');
  expect(at(expr.right)).toBe("d + 1");
  expect(at(expr.right.right)).toBe("1");
  const [rate] = nodes(expr);
  expect(rate?.kind === "selector" && rate.matchers.map(at)).toEqual(['b="c"']);
});

describe("an offset ends with its first term, as in Prometheus's grammar", () => {
  test.each([
    ["a offset 5m + 1m", "a offset 5m + 60"],
    ["a offset -2 ^ 2", "a offset -2s ^ 2"],
    ["a offset -(5m) + 1m", "(a offset -(5m)) + 60"],
    ["a offset step() + 1m", "(a offset step()) + 60"],
    ["a offset (5m) + 1m", "a offset (5m) + 1m"],
    ["a offset --5m + 1m", "a offset 5m + 1m"],
  ])("%s => %s", (text, rendered) => {
    const { expr } = parse(text);
    expect(expr && render(expr)).toBe(rendered);
  });

  test.each([
    ["a offset 5m + 1m", "binary"],
    ["a offset (5m) + 1m", "selector"],
    ["a offset - -5m + 1m", "selector"],
    ["a offset -(5m) + 1m", "binary"],
  ])("%s is a %s", (text, kind) => {
    expect(parse(text).expr?.kind).toBe(kind);
  });
});

test("a parsed tree cannot be changed", () => {
  const { expr } = parse("sum by (a) (b{c='d'})");
  expect(Object.isFrozen(expr)).toBe(true);
  expect(expr?.kind === "aggregate" && Object.isFrozen(expr.grouping)).toBe(
    true,
  );
});

const nothingKnown = { metric: () => undefined };

describe("long chains", () => {
  test.each(["or", "+", "^", "and on (a)", "* on (a) group_left ()"])(
    "3000 terms of %s",
    (op) => {
      const text = Array<string>(3000).fill('m{a="b"}').join(` ${op} `);
      const whole = `sum(${text}) > 1`;
      const { expr, problems } = parse(whole);
      expect(problems).toEqual([]);
      if (!expr) return;
      expect(render(expr)).toBe(whole);
      expect(infer(expr, nothingKnown).type).toBe("vector");
      expect(format(expr).split("\n").length).toBeGreaterThan(2999);
    },
  );

  test("an error in the middle is found where it is", () => {
    const terms = Array<string>(1000).fill("a");
    terms[500] = "b b";
    const text = terms.join(" + ");
    expect(parse(text).problems[0]?.span.from).toBe(text.indexOf("b b") + 2);
  });

  test("brackets deeper than the parser goes are a problem, not an exception", () => {
    const deep = "(".repeat(5000) + "a" + ")".repeat(5000);
    expect(parse(deep).problems[0]?.message).toBe(
      "got brackets 250 deep, more than this parser follows",
    );
    const fine = "(".repeat(200) + "a" + ")".repeat(200);
    expect(parse(fine).expr).toEqual(parse("a").expr);
  });
});

test("no text makes the parser throw", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 5 }),
    fc.constantFrom(
      ...'( ) { } [ ] , + - ^ == =~ " \' ` \\ and on( by( group_left bool sum rate( a{b="c"} [5m] [5m: offset @ 1 5m $x # \n'.split(
        " ",
      ),
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const { expr, problems } = parse(pieces.join(" "));
      expect(expr === undefined).toBe(problems.length > 0);
      if (expr) infer(expr, nothingKnown);
    }),
    { numRuns: 1000 },
  );
});
