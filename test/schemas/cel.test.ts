import { failureOf } from "../../src/schemas/cel-rule";
import type { Schema } from "../../src/schemas/schema";

/** Whether a rule holds for a value. */
function holds(rule: string, self: unknown, schema: Schema = {}): boolean {
  return failureOf({ rule }, self, schema) === undefined;
}

const TEXTS: Schema = { type: "array", items: { type: "string" } };
const NUMBERS: Schema = { type: "array", items: { type: "integer" } };

test.each<[string, unknown, boolean, Schema?]>([
  ["duration(self) >= duration('1ms')", "1s", true],
  ["duration(self) >= duration('1ms')", "1us", false],
  ["duration(self) >= duration('1ms')", "", false],
  ["duration(self) == duration('1h30m')", "1.5h", true],
  ["isURL(self) && url(self).getScheme() == 'https'", "https://a.b", true],
  ["url(self).getHostname() == '::1'", "http://[::1]:80/x?y=z", true],
  ["url(self).getPort() == '80'", "http://a:80", true],
  ["url(self).getQuery()['y'] == ['z']", "http://a/x?y=z", true],
  ["isURL(self)", "a b", false],
  ["quantity(self).isGreaterThan(quantity('1Gi'))", "1.5Gi", true],
  ["isQuantity(self)", "1.5gb", false],
  ["self.matches('^a+$')", "aaa", true],
  ["self.find('[0-9]+') == '12'", "ab12", true],
  ["self.split('/')[0].size() < 3", "ab/c", true],
  ["self.isSorted()", ["a", "b"], true, TEXTS],
  ["self.sum() == 6", [1, 2, 3], true, NUMBERS],
  ["self.max() == 3 && self.min() == 1", [1, 2, 3], true, NUMBERS],
  ["self.all(a, self.exists_one(b, a == b))", ["a", "a"], false, TEXTS],
  ["isIP(self) && ip(self).family() == 4", "10.0.0.1", true],
  ["isCIDR(self)", "10.0.0.0/33", false],
])("%s for %j: %s", (rule, self, expected, schema = {}) => {
  expect(holds(rule, self, schema)).toBe(expected);
});

describe("objects", () => {
  const schema: Schema = {
    type: "object",
    properties: {
      port: { type: "integer" },
      ratio: { type: "number" },
      namespace: { type: "string" },
      "a-b": { type: "string" },
      mode: { type: "string", default: "auto" },
    },
  };

  test.each<[string, Record<string, unknown>, boolean]>([
    ["has(self.port)", { port: 1 }, true],
    ["has(self.port)", { port: null }, false],
    ["has(self.port)", {}, false],
    ["self.port > 0", {}, false],
    ["self.port / 2 == 1", { port: 3 }, true],
    ["self.ratio / 2.0 == 1.5", { ratio: 3 }, true],
    ["self.__namespace__ == 'a'", { namespace: "a" }, true],
    ["self.a__dash__b == 'c'", { "a-b": "c" }, true],
    ["self.mode == 'auto'", {}, true],
    ["has(self.unknown)", { unknown: 1 }, false],
  ])("%s for %j: %s", (rule, self, expected) => {
    expect(holds(rule, self, schema)).toBe(expected);
  });
});
