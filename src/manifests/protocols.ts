/** The protocols that Istio knows by name, in small letters. */
export const PROTOCOLS = [
  "tcp",
  "udp",
  "grpc",
  "grpc-web",
  "http",
  "http_proxy",
  "http2",
  "https",
  "tls",
  "mongo",
  "redis",
  "mysql",
] as const;

export type Protocol = (typeof PROTOCOLS)[number];

/** The protocol of a name, whatever its case; undefined where Istio knows none. */
export function protocolOf(name: string): Protocol | undefined {
  const small = name.toLowerCase();
  return PROTOCOLS.find((protocol) => protocol === small);
}

export function isHttp(protocol: Protocol | undefined): boolean {
  return /^(http|http2|http_proxy|grpc|grpc-web)$/.test(protocol ?? "");
}

export function isTls(protocol: Protocol | undefined): boolean {
  return protocol === "https" || protocol === "tls";
}

/** Ports on which the server speaks first, so that Istio does not guess. */
const SERVER_FIRST: readonly number[] = [25, 53, 3306, 27017];

const KUBERNETES: Readonly<Record<string, Protocol>> = {
  "kubernetes.io/h2c": "http2",
  "kubernetes.io/ws": "http",
  "kubernetes.io/wss": "https",
};

/** What a Service's port carries, told from `appProtocol` or else its name. */
export function protocolOfPort(port: {
  readonly number: number;
  readonly name: string;
  readonly transport: string;
  readonly appProtocol: string | undefined;
}): Protocol | undefined {
  if (port.transport === "UDP") return "udp";
  const standard = KUBERNETES[port.appProtocol ?? ""];
  if (standard) return standard;
  const name = port.appProtocol ?? port.name;
  if (name.toLowerCase().startsWith("grpc-web")) return "grpc-web";
  const known = protocolOf(name.replace(/-.*$/s, ""));
  return known ?? (SERVER_FIRST.includes(port.number) ? "tcp" : undefined);
}
