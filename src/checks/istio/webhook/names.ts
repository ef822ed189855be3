import { isIP } from "node:net";

const LABEL = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const WILD_LABEL = /^(?:\*|\*?(?:-|[a-zA-Z0-9])(?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)$/;

export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && LABEL.test(name);
}

function areDnsLabels(domain: string): boolean {
  const parts = domain.split(".");
  const last = parts.at(-1) ?? "";
  if (/^[-+]?\d+$/.test(last)) return false;
  return parts.every(
    (part, i) => (part === "" && i === parts.length - 1) || isDnsLabel(part),
  );
}

/** `web.shop.example`, whole. */
export function isDomain(name: string): boolean {
  return name !== "" && name.length <= 255 && areDnsLabels(name);
}

/** A domain whose first label may be or start with `*`. */
export function isWildDomain(name: string): boolean {
  if (name === "" || name.length > 255) return false;
  const dot = name.indexOf(".");
  const first = dot < 0 ? name : name.slice(0, dot);
  if (first.length > 63 || !WILD_LABEL.test(first)) return false;
  return dot < 0 || areDnsLabels(name.slice(dot + 1));
}

export function isAddress(text: string): boolean {
  return isIP(text.replace(/%.*$/, "")) !== 0;
}

/** `10.0.0.0/8`, or an address alone. */
export function isSubnet(text: string): boolean {
  const [address = "", bits, more] = text.split("/");
  if (more !== undefined) return false;
  if (bits === undefined) return isAddress(text);
  const version = isIP(address);
  return (
    version !== 0 &&
    /^(0|[1-9]\d*)$/.test(bits) &&
    Number(bits) <= (version === 4 ? 32 : 128)
  );
}

export function isPort(port: number | undefined): boolean {
  return port !== undefined && port >= 1 && port <= 65535;
}

const NAME = "(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const KEY = new RegExp(`^(?:[a-zA-Z0-9][-a-zA-Z0-9.]*/)?${NAME}$`);
const VALUE = new RegExp(`^(?:${NAME})?$`);

/** A label's key and value, as Kubernetes takes them. */
export function isLabel(key: string, value: string): boolean {
  return KEY.test(key) && VALUE.test(value);
}
