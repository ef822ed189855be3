import { isIP, isIPv4, isIPv6 } from "node:net";

interface Format {
  readonly test: (text: string) => boolean;
  /** What is expected: "a time such as …". */
  readonly expected: string;
}

const LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const HOST = new RegExp(`^${LABEL}(\\.${LABEL})*\\.?$`);
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)([.,]\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const UUID =
  /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** The formats of texts that an API server judges; it passes over all others. */
export const FORMATS: ReadonlyMap<string, Format> = new Map([
  [
    "date-time",
    { test: isTime, expected: "a time such as 2026-01-31T12:00:00Z" },
  ],
  ["date", { test: isDate, expected: "a date such as 2026-01-31" }],
  ["byte", { test: isBase64, expected: "base64" }],
  [
    "duration",
    { test: isDuration, expected: "a duration such as 30s or 1h30m" },
  ],
  ["ipv4", { test: isIPv4, expected: "an IPv4 address" }],
  ["ipv6", { test: isIPv6, expected: "an IPv6 address" }],
  ["ip", { test: (text) => isIP(text) > 0, expected: "an IP address" }],
  ["cidr", { test: isCidr, expected: "a network such as 10.0.0.0/8" }],
  [
    "mac",
    {
      test: (text) => /^[0-9a-f]{2}([:-][0-9a-f]{2}){5,7}$/i.test(text),
      expected: "a MAC address",
    },
  ],
  ["hostname", { test: (text) => HOST.test(text), expected: "a host's name" }],
  [
    "email",
    { test: (text) => /^[^\s@]+@[^\s@]+$/.test(text), expected: "an address" },
  ],
  ["uri", { test: isUri, expected: "a URI such as https://example.com/" }],
  ["uuid", { test: (text) => UUID.test(text), expected: "a UUID" }],
  [
    "hexcolor",
    {
      test: (text) => /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text),
      expected: "a colour such as #ff8800",
    },
  ],
]);

/** As Go's time.ParseDuration has it: `1h30m`, `-1.5s`, `0`. */
export function isDuration(text: string): boolean {
  return (
    /^[-+]?0$/.test(text) ||
    /^[-+]?((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(text)
  );
}

export function isCidr(text: string): boolean {
  const [address = "", bits = "", ...rest] = text.split("/");
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(bits)) return false;
  const version = isIP(address);
  return version > 0 && Number(bits) <= (version === 4 ? 32 : 128);
}

/** As Go's url.ParseRequestURI has it: with a scheme, or a path from the root. */
export function isUri(text: string): boolean {
  if (/[\u0000-\u0020\u007f]/.test(text) || /%(?![0-9a-f]{2})/i.test(text))
    return false;
  if (text.startsWith("/")) return true;
  return /^[a-z][a-z0-9+.-]*:/i.test(text);
}

function isTime(text: string): boolean {
  const match = TIME.exec(text);
  if (!match) return false;
  const [, year, month, day, hour, minute, second] = match;
  return (
    isDate(`${year}-${month}-${day}`) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60
  );
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

function isBase64(text: string): boolean {
  const bare = text.replace(/[\r\n]/g, "");
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare);
}
