import type { Place } from "../problems/place";
import { serviceName } from "./scalars";
import type { Check } from "./shape";
import { isObject, oneOf, optional, shape, whole } from "./shape";

/**
 * The protocols Istio reads from a port's name:
 * https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export const PROTOCOLS = [
  "http",
  "http2",
  "grpc",
  "grpc-web",
  "https",
  "tls",
  "tcp",
  "udp",
  "mongo",
  "redis",
  "mysql",
] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Protocols whose requests Istio sees: request metrics, header matches, retries. */
export function isHttp(protocol: Protocol): boolean {
  return ["http", "http2", "grpc", "grpc-web"].includes(protocol);
}

/** Ports the sidecar itself listens on: https://istio.io/latest/docs/ops/deployment/application-requirements/ */
export const ISTIO_PORTS: readonly number[] = [
  15000, 15001, 15002, 15004, 15006, 15008, 15020, 15021, 15053, 15090,
];

export interface PortProps {
  /** The port that clients call. */
  readonly port: number;
  /**
   * What is spoken on it. It becomes the first word of the port's name, from
   * which Istio reads it.
   * @default "http"
   */
  readonly protocol?: Protocol;
  /**
   * What follows the protocol in the port's name: `metrics` gives `http-metrics`.
   * @default - none; the port's number where two ports speak one protocol
   */
  readonly suffix?: string;
  /**
   * The port that the container listens on.
   * @default - the same as port
   */
  readonly targetPort?: number;
}

export interface Port {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: Protocol;
}

/** A port of an application container: in range, and none of Istio's own. */
export const containerPort: Check = (value, at) => {
  if (ISTIO_PORTS.includes(value as number))
    at.wrong(
      value,
      "a port that the sidecar does not use itself",
      `let the application listen elsewhere; Istio's own are ${ISTIO_PORTS.join(", ")}`,
    );
  else whole(1, 65535, "give the port's number, for example 8080")(value, at);
};

const portShape = shape<PortProps>({
  port: whole(1, 65535, "give the port's number, for example 8080"),
  protocol: optional(oneOf(...PROTOCOLS)),
  suffix: optional(serviceName),
  targetPort: optional(containerPort),
});

/** A port as a number (HTTP) or as an object. */
export const portCheck: Check = (value, at) => {
  if (isObject(value)) {
    portShape(value, at);
    if (value["targetPort"] === undefined && Number.isInteger(value["port"]))
      containerPort(value["port"], at.at("port"));
  } else containerPort(value, at);
};

/** Fills in names and target ports; two ports of one number or name are an error. */
export function describePorts(
  given: readonly (number | PortProps)[],
  at: Place,
): readonly Port[] {
  const ports = given.map((port): PortProps =>
    typeof port === "number" ? { port } : port,
  );
  const spoken = ports.map(({ protocol }) => protocol ?? "http");
  const described = ports.map(({ port, targetPort, suffix }, index): Port => {
    const protocol = spoken[index] ?? "http";
    const alone = spoken.filter((other) => other === protocol).length === 1;
    const ending = suffix ?? (alone ? "" : `${port}`);
    return {
      name: ending === "" ? protocol : `${protocol}-${ending}`,
      port,
      targetPort: targetPort ?? port,
      protocol,
    };
  });
  described.forEach(({ port, name }, index) => {
    const before = described.slice(0, index);
    if (before.some((other) => other.port === port))
      at.at(index).wrong(port, "a port that stands here once", "remove one");
    else if (before.some((other) => other.name === name))
      at.at(index).wrong(name, "names that differ", "give one another suffix");
  });
  return described;
}
