import fc from "fast-check";
import { RE2JS } from "re2js";
import { isRe2, matchesWhole } from "../../src/promql/regex";

test.each([
  ["5..", "503", true],
  ["5..", "5033", false],
  ["a|b", "ab", false],
  [".+", "two\nlines", true],
  ["web(\\.shop(\\.svc)?)?(:\\d+)?", "web.shop:80", true],
  ["(?i)get", "GET", true],
  ["[[:alpha:]]+", "abc", true],
])("%s matches %j: %s", (expression, text, expected) => {
  expect(matchesWhole(expression, text)).toBe(expected);
});

test.each([
  ["a(b", false],
  ["a)", false],
  [")(", false],
  ["*a", false],
  ["(?=a)", false],
  ["a**", false],
  ["(a+)+", true],
])("%s is RE2: %s", (expression, expected) => {
  expect(isRe2(expression)).toBe(expected);
});

const piece = fc.constantFrom(
  ..."a b 1 - _ : / \\. \\d . .* .+ a? 1* b+ ( ) )? | é ^ $ [ab] {2} (?i)".split(
    " ",
  ),
);
const expression = fc
  .array(piece, { maxLength: 8 })
  .map((pieces) => pieces.join(""));
const text = fc
  .array(fc.constantFrom("a", "b", "1", "-", ".", "\n", "é", "😀"), {
    maxLength: 6,
  })
  .map((all) => all.join(""));

test("what is not left to RE2 is as RE2 has it", () => {
  fc.assert(
    fc.property(expression, text, (expression, text) => {
      const re2 = compiled(expression);
      expect(isRe2(expression)).toBe(re2 !== undefined);
      expect(matchesWhole(expression, text)).toBe(re2?.matches(text) ?? false);
    }),
    { numRuns: 3000 },
  );
});

function compiled(expression: string): RE2JS | undefined {
  try {
    return RE2JS.compile(expression, RE2JS.DOTALL);
  } catch {
    return undefined;
  }
}
