import * as ast from "../../src/promql/ast";
import { parse } from "../../src/promql/parse";
import { render } from "../../src/promql/render";

function spelled(text: string): string {
  const { expr, problems } = parse(text);
  return expr ? render(expr) : problems.map(({ message }) => message).join();
}

describe("an expression has one spelling", () => {
  test.each([
    ["foo", "foo"],
    ["( ( foo ) )", "foo"],
    ["foo { }", "foo"],
    ["foo{a='b', c=~`d`,}", 'foo{a="b",c=~"d"}'],
    ['{__name__="foo"}', "foo"],
    ['{__name__="foo", __name__!="bar"}', '{__name__="foo",__name__!="bar"}'],
    ["foo[5m] offset 1h @ 10", "foo[5m] @ 10 offset 1h"],
    ["foo offset -1h", "foo offset -1h"],
    ["foo @ start()", "foo @ start()"],
    ["sum(foo) by (a)", "sum by (a) (foo)"],
    ["SUM BY (a,b) (foo)", "sum by (a, b) (foo)"],
    ["sum by () (foo)", "sum(foo)"],
    ["sum without () (foo)", "sum without () (foo)"],
    ["topk by(a)(3,foo)", "topk by (a) (3, foo)"],
    ["a+on(b)c", "a + on (b) c"],
    ["a+ignoring()c", "a + c"],
    ["a*on(b)group_left c", "a * on (b) group_left () c"],
    ["a*on(b)group_left(d)(c+e)", "a * on (b) group_left (d) (c + e)"],
    ["a>bool 1", "a > bool 1"],
    ["a # why\n+ b", "a + b"],
    ["a + fill_right(0) fill_left(0) b", "a + fill (0) b"],
    ["(a+b)[5m:]", "(a + b)[5m:]"],
    ["rate(a[5m])[30m : 1m]", "rate(a[5m])[30m:1m]"],
    ["a[2*5m]", "a[2 * 5m]"],
    ["a[(5m)]", "a[(5m)]"],
    ["+a", "a"],
  ])("%s => %s", (text, expected) => {
    expect(spelled(text)).toBe(expected);
    expect(spelled(expected)).toBe(expected);
  });
});

describe("parentheses stay where they are needed, and only there", () => {
  test.each([
    ["(a + b) + c", "a + b + c"],
    ["a + (b + c)", "a + (b + c)"],
    ["a - (b - c)", "a - (b - c)"],
    ["(a * b) + c", "a * b + c"],
    ["a * (b + c)", "a * (b + c)"],
    ["(a ^ b) ^ c", "(a ^ b) ^ c"],
    ["a ^ (b ^ c)", "a ^ b ^ c"],
    ["(a or b) and c", "(a or b) and c"],
    ["a or (b and c)", "a or b and c"],
    ["(a and b) unless c", "a and b unless c"],
    ["(a > 1) and (b > 2)", "a > 1 and b > 2"],
    ["(a > bool 1) > bool 2", "a > bool 1 > bool 2"],
    ["-(a ^ 2)", "-a ^ 2"],
    ["(-a) ^ 2", "(-a) ^ 2"],
    ["(-1) ^ 2", "(-1) ^ 2"],
    ["-1 ^ 2", "-1 ^ 2"],
    ["2 ^ (-1)", "2 ^ -1"],
    ["2 ^ (-1) ^ 2", "2 ^ (-1) ^ 2"],
    ["(-a) * b", "-a * b"],
    ["-(a * b)", "-(a * b)"],
    ["a - (-1)", "a - -1"],
    ["-(-a)", "--a"],
    ["(a offset 5m) + b", "a offset 5m + b"],
    ["(a offset step()) + b", "(a offset step()) + b"],
    ["(-a)[5m:]", "(-a)[5m:]"],
    ["(a[5m:])", "a[5m:]"],
  ])("%s => %s", (text, expected) => {
    expect(spelled(text)).toBe(expected);
    expect(spelled(expected)).toBe(expected);
  });
});

describe("operators bind as in Prometheus", () => {
  test.each([
    ["-1 ^ 2", "-(1 ^ 2)"],
    ["2 ^ -1 ^ 2", "2 ^ (-(1 ^ 2))"],
    ["a + b offset 5m", "a + (b offset 5m)"],
    [
      "sum(a) + rate(b[5m] offset 5m) > 1",
      "(sum(a) + (rate(b[5m] offset 5m))) > 1",
    ],
    ["-a offset 5m", "-(a offset 5m)"],
    ["a offset 5m - 8", "(a offset 5m) - 8"],
    ["a or b and c", "a or (b and c)"],
    ["a and b or c unless d", "(a and b) or (c unless d)"],
    ["a == b + c * d ^ e", "a == (b + (c * (d ^ e)))"],
    ["a atan2 b + c", "(a atan2 b) + c"],
  ])("%s is %s", (text, explicit) => {
    expect(parse(text).expr).toEqual(parse(explicit).expr);
  });
});

describe("numbers keep their value", () => {
  test.each([
    [1e-3, "0.001"],
    [0.1 + 0.2, "0.30000000000000004"],
    [1e21, "1e+21"],
    [1e-7, "1e-7"],
    [-0, "-0"],
    [Infinity, "Inf"],
    [-Infinity, "-Inf"],
    [NaN, "NaN"],
    [2 ** 53, "9007199254740992"],
  ])("%p => %s", (value, text) => {
    expect(render(ast.number(value))).toBe(text);
    expect(parse(text).expr).toEqual(ast.number(value));
  });

  test.each([
    ["0x1F", 31],
    ["0X1f", 31],
    ["017", 15],
    ["08", 8],
    ["1_000", 1000],
    [".5", 0.5],
    ["5.", 5],
    ["1e3", 1000],
    ["1h30m", 5400],
    ["-inf", -Infinity],
    ["- 3", -3],
    ["--3", 3],
  ])("%s is %p", (text, value) => {
    expect(parse(text).expr).toEqual(ast.number(value));
  });
});

describe("strings keep their value", () => {
  test.each([
    ['"a"', "a"],
    ["'it\\'s'", "it's"],
    ["`a\\n`", "a\\n"],
    ['"\\t\\n\\\\"', "\t\n\\"],
    ['"\\u00e9\\U0001F600"', "é😀"],
    ['"\\xe2\\x98\\xba"', "☺"],
    ['"\\101"', "A"],
  ])("%s is %p", (text, value) => {
    expect(parse(text).expr).toEqual(ast.string(value));
  });

  test.each([
    ['say "hi"', '"say \\"hi\\""'],
    ["a\\b", '"a\\\\b"'],
    ["\n\t\u0000", '"\\n\\t\\x00"'],
    ["größe ☺", '"größe ☺"'],
    ["\u2028\u{e0001}", '"\\u2028\\U000e0001"'],
  ])("%p => %s", (value, text) => {
    expect(render(ast.string(value))).toBe(text);
  });

  test("bytes that are no UTF-8 come back as they were", () => {
    expect(spelled('{a="\\xff\\x80"}')).toBe('{a="\\xff\\x80"}');
  });
});

describe("names are quoted where they have to be", () => {
  test.each([
    ['{"my.metric"}', '{"my.metric"}'],
    ['{"plain"}', "plain"],
    ['{"on",a="b"}', '{"on",a="b"}'],
    ['foo{"a b"="c"}', 'foo{"a b"="c"}'],
    ['sum by ("a b", "plain") (foo)', 'sum by ("a b", plain) (foo)'],
    ["sum by (on, by) (foo)", "sum by (on, by) (foo)"],
    ['sum by ("nan") (foo)', 'sum by ("nan") (foo)'],
    ["sum by (a:b) (foo)", 'sum by ("a:b") (foo)'],
  ])("%s => %s", (text, expected) => {
    expect(spelled(text)).toBe(expected);
  });
});

describe("durations stay as they were written, numbers become durations", () => {
  test.each([
    ["foo[90m]", "foo[90m]"],
    ["foo[300]", "foo[5m]"],
    ["foo[4.18]", "foo[4s180ms]"],
    ["foo[2592000]", "foo[30d]"],
    ["foo offset 0", "foo offset 0s"],
    ["foo offset -(5)", "foo offset -(5)"],
    ["foo[step()+1m]", "foo[step() + 1m]"],
    ["foo[max_of(step(),5s)]", "foo[max_of(step(), 5s)]"],
    ["foo @ 1m", "foo @ 60"],
  ])("%s => %s", (text, expected) => {
    expect(spelled(text)).toBe(expected);
    expect(spelled(expected)).toBe(expected);
  });
});
