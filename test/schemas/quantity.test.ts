import { quantityOf } from "../../src/schemas/quantity";
import { FORMATS } from "../../src/schemas/formats";

test.each([
  ["100m", 0.1],
  ["1.5Gi", 1.5 * 2 ** 30],
  ["1e3", 1000],
  [".5", 0.5],
  ["-1k", -1000],
  ["1.5gb", undefined],
  ["1 Gi", undefined],
  ["", undefined],
])("the quantity %s is %s", (text, number) => {
  expect(quantityOf(text)).toBe(number);
});

test.each([
  ["date-time", "2026-01-31T12:00:00Z", true],
  ["date-time", "2026-02-30T12:00:00Z", false],
  ["date", "2026-01-31", true],
  ["byte", "YQ==", true],
  ["byte", "%%", false],
  ["duration", "1h30m", true],
  ["duration", "5 minutes", false],
  ["ipv4", "10.0.0.1", true],
  ["cidr", "10.0.0.0/8", true],
  ["cidr", "10.0.0.0/33", false],
  ["uri", "https://example.com/", true],
  ["uri", "example", false],
])("%s %s: %s", (format, text, expected) => {
  expect(FORMATS.get(format)?.test(text)).toBe(expected);
});
